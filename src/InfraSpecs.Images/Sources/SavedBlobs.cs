using InfraSpecs.Images.Config;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Sources;

/// <summary>What was found in one pass over a saved image's files. They come in any order, so that what each is for is only known in the end.</summary>
internal sealed class SavedBlobs
{
    private const long MostText = 64 << 20;

    private readonly Dictionary<string, byte[]> _texts = [];
    private readonly Dictionary<string, string> _links = [];
    private readonly Dictionary<string, LayerIndex> _layers = [];
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<string, ImageTestException> _failures = [];
    private long _text;

    /// <summary>Goes through the files once.</summary>
    /// <param name="files">They.</param>
    /// <param name="wants">The paths of the layers that are read; all JSON is.</param>
    /// <param name="token">Cancels the operation.</param>
    public static async Task<SavedBlobs> ReadAsync(SavedFiles files, Func<string, bool> wants, CancellationToken token)
    {
        var blobs = new SavedBlobs();
        await foreach (var file in files.ReadAsync(token))
        {
            if (file.Link is { } link) blobs._links[file.Path] = link;
            else await blobs.TakeAsync(file.Path, file.Content!, wants, token);
        }

        return blobs;
    }

    public bool Has(string path) => _texts.ContainsKey(path);

    public bool IsSeen(string path) => _seen.Contains(path);

    /// <summary>The JSON in a file.</summary>
    /// <exception cref="ImageTestException">There is none.</exception>
    public byte[] Text(string path) => _texts.TryGetValue(path, out var text) ? text : throw Failure(path);

    /// <summary>Where links lead to.</summary>
    public string Resolve(string path)
    {
        for (var links = 0; _links.TryGetValue(path, out var target); path = target)
        {
            if (++links > _links.Count) throw ImageTestException.Damaged("it is a link that leads in a circle").At("", path);
        }

        return path;
    }

    /// <summary>A layer by its diffID.</summary>
    /// <exception cref="ImageTestException">The file that the manifest names does not have it.</exception>
    public LayerIndex Layer(string diffId, string path) =>
        _layers.GetValueOrDefault(diffId) ?? LayerStore.Shared.TryGet(diffId) ?? throw Failure(path, $"it is not the layer {diffId} that the configuration names");

    private ImageTestException Failure(string path, string instead = "it is no JSON") =>
        (_failures.GetValueOrDefault(path) ?? ImageTestException.Damaged(_seen.Contains(path) ? instead : "it is not there")).At("", path);

    private async Task TakeAsync(string path, Stream content, Func<string, bool> wants, CancellationToken token)
    {
        _seen.Add(path);
        var digest = BlobDigest.OfPath(path);
        if (digest is not null && LayerStore.Shared.TryGet(digest) is { } known)
        {
            _layers[digest] = known;
            return;
        }

        try
        {
            var blob = await PeekedStream.OpenAsync(content, BlobForms.HeadLength, token);
            var form = BlobForms.Detect(blob.Head.Span);
            if (form is BlobForm.Json || path is SavedCatalog.Index or SavedCatalog.Manifest) await TakeTextAsync(path, blob, digest, token);
            else if (form is BlobForm.Other) _failures[path] = LayerBlob.Unsupported(blob.Head.Span, null);
            else if (wants(path)) await TakeLayerAsync(blob, form, digest, token);
        }
        catch (ImageTestException e)
        {
            // It counts if the image is of it. Where the whole is cut off, the next file tells it.
            _failures[path] = e;
        }
        catch (Exception e) when (e is EndOfStreamException || Unpacking.IsDamage(e))
        {
            _failures[path] = ImageTestException.Damaged($"the archive is damaged in it: {e.Message.TrimEnd('.')}", inner: e);
        }
    }

    private async Task TakeLayerAsync(Stream blob, BlobForm form, string? digest, CancellationToken token)
    {
        var layer = await LayerBlob.ReadAsync(blob, form, digest, null, token);
        _layers[layer.DiffId] = layer;
    }

    private async Task TakeTextAsync(string path, Stream blob, string? digest, CancellationToken token)
    {
        var text = await LimitedText.ReadAsync(blob, LimitedText.Longest, token)
            ?? throw ImageTestException.Damaged($"it is JSON of more than {LimitedText.Longest >> 20} MiB, which no manifest or configuration is");
        if ((_text += text.Length) > MostText) throw ImageTestException.Damaged($"with it there are more than {MostText >> 20} MiB of JSON, which no image has");
        var found = digest is null ? null : BlobDigest.Compute(text, digest);
        if (found != digest) throw ImageTestException.Damaged($"its content has the digest {found}");
        _texts[path] = text;
    }
}

using InfraSpecs.Images.Config;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Sources.Remote;

/// <summary>An image in a registry: two questions tell what it is and which layers it has, and only those that were never read are fetched.</summary>
internal sealed class RegistryImage(RegistryClient client, RegistryReadOptions options)
{
    private const int MostIndexes = 4;
    private const int SideBySide = 3;

    public static async Task<ImageParts> ReadAsync(string reference, RegistryReadOptions options, CancellationToken token)
    {
        options.Validate();
        if (!ImageName.TryParse(reference, out var name, out var why))
        {
            throw ImageTestException.Unreadable(ImageTestReason.NotFound, $"'{reference}'", $"it is no image's name: {why}", "write it as host:5000/example/app:1.4, or as host:5000/example/app@sha256:….");
        }

        if (name.Registry is not { } registry)
        {
            throw ImageTestException.Unreadable(ImageTestReason.Ambiguous, reference, "it names no registry", "write the registry's host before it, as host:5000/example/app:1.4.");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(token);
        deadline.CancelAfter(options.ReadWithin);
        using var client = new RegistryClient(registry, name.Repository, options);
        try
        {
            return await new RegistryImage(client, options).PartsAsync(name, deadline.Token);
        }
        catch (ImageTestException e)
        {
            throw e.At(reference);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw RegistryFailures.NoAnswer(client.Name, "the whole image", $"had not given all within {options.ReadWithin}", e).At(reference);
        }
    }

    private async Task<ImageParts> PartsAsync(ImageName name, CancellationToken token)
    {
        var manifest = await FirstAsync(name, token);
        for (var indexes = 0; manifest.Config is null; indexes++)
        {
            if (manifest.Images.Count == 0 || indexes == MostIndexes) throw ImageTestException.Damaged("its index leads to no image").At("", manifest.Digest);
            var chosen = ImageChoice.ForPlatform(manifest.Images, image => image.Platform, options.Platform, ImagePlatform.Own, []);
            manifest = await ManifestAsync(chosen.Digest, $"the manifest {chosen.Digest}", token);
        }

        var text = await ConfigAsync(manifest.Config, token);
        var configuration = ImageTestException.Locate(() => ConfigReader.Read(text), manifest.Config.Digest);
        ThrowUnlessMeant(configuration, manifest);
        var layers = new LayerIndex[manifest.Layers.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, layers.Length), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = token }, async (number, linked) =>
            layers[number] = LayerStore.Shared.TryGet(configuration.DiffIds[number]) ?? await LayerAsync(manifest.Layers[number], configuration.DiffIds[number], number, linked));
        return new ImageParts(client.Name, text, manifest.Digest, layers, [.. manifest.Layers.Select(layer => layer.Digest)], new RegistryLayers(name, options, manifest.Layers));
    }

    /// <summary>A platform that is asked for counts also where there is no index to choose from.</summary>
    private void ThrowUnlessMeant(ImageConfiguration configuration, RegistryManifest manifest)
    {
        if (configuration.DiffIds.Count != manifest.Layers.Count)
        {
            throw ImageTestException.Damaged($"its configuration tells of {configuration.DiffIds.Count} layers, and its manifest of {manifest.Layers.Count}").At("", manifest.Digest);
        }

        if (options.Platform is not null) ImageChoice.ForPlatform([configuration.Config], config => config.Platform, options.Platform, ImagePlatform.Own, []);
    }

    private async Task<RegistryManifest> FirstAsync(ImageName name, CancellationToken token)
    {
        var tag = name.Digest ?? name.Tag ?? "latest";
        try
        {
            return await ManifestAsync(tag, $"the image {name.Repository}{(name.Digest is null ? ":" : "@")}{tag}", token);
        }
        catch (ImageTestException e) when (e.Reason is ImageTestReason.NotFound)
        {
            var tags = await client.FindTagsAsync(token);
            throw tags.Count == 0 ? e : e.With($"It has {name.Repository} with the tags {string.Join(", ", tags.Order(StringComparer.Ordinal))}.");
        }
    }

    private async Task<RegistryManifest> ManifestAsync(string reference, string what, CancellationToken token)
    {
        using var answer = await client.GetAsync($"manifests/{reference}", what, MediaTypes.Manifests.Concat(MediaTypes.Indexes), token);
        var text = await client.TextAsync(answer, what, token);
        var said = BlobDigest.IsOne(reference) ? reference : answer.Headers.TryGetValues("Docker-Content-Digest", out var digests) && BlobDigest.IsOne(digests.First()) ? digests.First() : null;
        if (said is not null) ThrowUnlessOf(said, text);
        try
        {
            return RegistryManifest.Read(text, answer.Content.Headers.ContentType?.MediaType ?? "");
        }
        catch (ImageTestException e) when (e.Reason is ImageTestReason.Damaged)
        {
            throw RegistryFailures.NotUnderstood(client.Name, what, e.Why!, text);
        }
    }

    private async Task<byte[]> ConfigAsync(Descriptor config, CancellationToken token)
    {
        var what = $"the configuration {config.Digest}";
        using var answer = await client.GetAsync($"blobs/{config.Digest}", what, [], token);
        var text = await client.TextAsync(answer, what, token);
        ThrowUnlessOf(config.Digest, text);
        return text;
    }

    private async Task<LayerIndex> LayerAsync(Descriptor layer, string diffId, int number, CancellationToken token)
    {
        try
        {
            return await RegistryLayers.OpenAsync(client, layer, (blob, form) => LayerBlob.ReadAsync(blob, form, layer.Digest, diffId, token), token);
        }
        catch (ImageTestException e)
        {
            throw e.At("", layer.Digest, number);
        }
    }

    private static void ThrowUnlessOf(string digest, byte[] text)
    {
        if (BlobDigest.Compute(text, digest) is var found && found != digest) throw ImageTestException.Damaged($"its content has the digest {found}").At("", digest);
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using InfraSpecs.Images.Config;
using ZstdSharp;

namespace InfraSpecs.Images.Tests.Sources;

/// <summary>A saved image that is written file by file, so that each may be wrong: as a layout's folder, or as an archive of it in any order.</summary>
internal sealed class SavedFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<(string Path, byte[] Content, string? Link)> _files = [];

    public static byte[] LayerTar(Action<TestLayer> fill)
    {
        var layer = new TestLayer();
        fill(layer);
        return layer.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return packed.ToArray();
    }

    public static byte[] Zstd(byte[] content)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(content).ToArray();
    }

    /// <summary>The configuration of an image with these layers, unpacked.</summary>
    public static byte[] Configuration(string platform, params byte[][] layers) => Json(new JsonObject
    {
        ["os"] = platform.Split('/')[0],
        ["architecture"] = platform.Split('/')[1],
        ["variant"] = platform.Split('/').ElementAtOrDefault(2),
        ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. layers.Select(it => (JsonNode)BlobDigest.Compute(it))]) },
    });

    public static byte[] Json(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    public static JsonObject Descriptor(byte[] blob, string? mediaType = null, string? platform = null, string? name = null) => new()
    {
        ["mediaType"] = mediaType,
        ["digest"] = BlobDigest.Compute(blob),
        ["size"] = blob.Length,
        ["platform"] = platform is null ? null : new JsonObject { ["os"] = platform.Split('/')[0], ["architecture"] = platform.Split('/')[1], ["variant"] = platform.Split('/').ElementAtOrDefault(2) },
        ["annotations"] = name is null ? null : new JsonObject { ["org.opencontainers.image.ref.name"] = name },
    };

    public SavedFolder File(string path, byte[] content)
    {
        _files.Add((path, content, null));
        return this;
    }

    public SavedFolder Link(string path, string target)
    {
        _files.Add((path, [], target));
        return this;
    }

    public byte[] Blob(byte[] content)
    {
        File(BlobDigest.PathOf(BlobDigest.Compute(content)), content);
        return content;
    }

    /// <summary>A manifest with its configuration and layers.</summary>
    public byte[] Manifest(byte[] configuration, params byte[][] layers) => Blob(Json(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["config"] = Descriptor(Blob(configuration), "application/vnd.oci.image.config.v1+json"),
        ["layers"] = new JsonArray([.. layers.Select(layer => (JsonNode)Descriptor(Blob(layer), "application/vnd.oci.image.layer.v1.tar"))]),
    }));

    public byte[] Index(params JsonObject[] manifests) => Json(new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray([.. manifests]) });

    public SavedFolder Index(byte[] index) => File("index.json", index);

    /// <summary>The path of the folder with all of it.</summary>
    public string ToFolder()
    {
        var folder = Directory.CreateDirectory(_folder.At("layout")).FullName;
        foreach (var (path, content, _) in _files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            System.IO.File.WriteAllBytes(Path.Combine(folder, path), content);
        }

        return folder;
    }

    public byte[] ToTar(bool reverse = false)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, content, link) in reverse ? _files.AsEnumerable().Reverse() : _files)
            {
                tar.WriteEntry(link is null
                    ? new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) }
                    : new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = link });
            }
        }

        return stream.ToArray();
    }

    /// <summary>The path of a file that holds something.</summary>
    public string Write(byte[] content, string name = "image.tar")
    {
        var path = _folder.At(name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => _folder.Dispose();
}

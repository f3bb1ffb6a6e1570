using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace InfraSpecs.Testing;

/// <summary>An image that is written by hand: <c>new TestImage().Layer(l => l.File("/etc/x", "content"))</c>.</summary>
public sealed class TestImage
{
    private readonly List<(byte[] Tar, string Command)> _layers = [];
    private readonly JsonObject _config = [];
    private string _platform = "linux/amd64";

    public TestImage Config(string name, JsonNode? value)
    {
        _config[name] = value;
        return this;
    }

    public TestImage Platform(string platform)
    {
        _platform = platform;
        return this;
    }

    public TestImage Layer(Action<TestLayer> fill, string command = "COPY . / # buildkit")
    {
        var layer = new TestLayer();
        fill(layer);
        return Layer(layer.ToArray(), command);
    }

    public TestImage Layer(byte[] tar, string command = "COPY . / # buildkit")
    {
        _layers.Add((tar, command));
        return this;
    }

    /// <summary>The archive, as <c>docker save</c> of engines since 25 writes it; the engine loads it too.</summary>
    public byte[] ToArchive(string name = "test/image:latest")
    {
        var parts = _platform.Split('/');
        var config = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["os"] = parts[0],
            ["architecture"] = parts[1],
            ["config"] = _config.DeepClone(),
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. _layers.Select(it => (JsonNode)("sha256:" + Hash(it.Tar)))]) },
            ["history"] = new JsonArray([.. _layers.Select(it => (JsonNode)new JsonObject { ["created_by"] = it.Command })]),
        }.ToJsonString());
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var content in _layers.Select(it => it.Tar).Append(config).DistinctBy(Hash).OrderBy(Hash, StringComparer.Ordinal)) Write(tar, "blobs/sha256/" + Hash(content), content);
            Write(tar, "manifest.json", Encoding.UTF8.GetBytes(new JsonArray(new JsonObject
            {
                ["Config"] = "blobs/sha256/" + Hash(config),
                ["RepoTags"] = new JsonArray(name),
                ["Layers"] = new JsonArray([.. _layers.Select(it => (JsonNode)("blobs/sha256/" + Hash(it.Tar)))]),
            }).ToJsonString()));
        }

        return stream.ToArray();
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void Write(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), ModificationTime = DateTimeOffset.UnixEpoch });
}

/// <summary>One layer that is written by hand.</summary>
public sealed class TestLayer
{
    private readonly List<PaxTarEntry> _entries = [];

    public TestLayer File(string path, string content = "", int mode = 0b110_100_100, int user = 0, int group = 0) => File(path, Encoding.UTF8.GetBytes(content), mode, user, group);

    public TestLayer File(string path, byte[] content, int mode = 0b110_100_100, int user = 0, int group = 0) =>
        Add(TarEntryType.RegularFile, path, mode, user, group, entry => entry.DataStream = new MemoryStream(content));

    public TestLayer Directory(string path, int mode = 0b111_101_101, int user = 0, int group = 0) => Add(TarEntryType.Directory, path, mode, user, group);

    public TestLayer Link(string path, string target) => Add(TarEntryType.SymbolicLink, path, 0b111_111_111, 0, 0, entry => entry.LinkName = target);

    public TestLayer HardLink(string path, string target) => Add(TarEntryType.HardLink, path, 0b110_100_100, 0, 0, entry => entry.LinkName = target.TrimStart('/'));

    /// <summary>The mark of a deletion.</summary>
    public TestLayer Gone(string path) => File(path[..(path.LastIndexOf('/') + 1)] + ".wh." + path[(path.LastIndexOf('/') + 1)..]);

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true)) _entries.ForEach(tar.WriteEntry);
        return stream.ToArray();
    }

    private TestLayer Add(TarEntryType kind, string path, int mode, int user, int group, Action<PaxTarEntry>? more = null)
    {
        var entry = new PaxTarEntry(kind, path.TrimStart('/')) { Mode = (UnixFileMode)mode, Uid = user, Gid = group, ModificationTime = DateTimeOffset.UnixEpoch };
        more?.Invoke(entry);
        _entries.Add(entry);
        return this;
    }
}

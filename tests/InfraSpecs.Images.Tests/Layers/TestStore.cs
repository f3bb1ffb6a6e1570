using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Tests.Layers;

/// <summary>A store of layers with a folder of its own, which is gone afterwards.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public string Folder => _root.At("cache/layers");

    public string[] Files => Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];

    /// <summary>As another run of the same user has it.</summary>
    public LayerStore NewRun(long mostBytes = long.MaxValue) => new(new LayerCache(Folder, mostBytes));

    public void Dispose() => _root.Dispose();
}

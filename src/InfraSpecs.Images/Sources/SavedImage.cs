using System.Formats.Tar;
using System.Text.Json;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Sources;

/// <summary>An image in an archive that <c>docker save</c> made.</summary>
internal static class SavedImage
{
    public static Task<ImageUnderTest> ReadAsync(string path, CancellationToken token) =>
        ReadAsync(_ => Task.FromResult<Stream>(File.OpenRead(path)), path, $"archive {Path.GetFileName(path)}", token);

    public static async Task<ImageUnderTest> ReadAsync(Func<CancellationToken, Task<Stream>> open, string name, string source, CancellationToken token)
    {
        var blobs = new Dictionary<string, byte[]>();
        await using var archive = await open(token);
        await using var tar = new TarReader(archive, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, token) is { } entry)
        {
            if (entry.DataStream is null) continue;
            var content = new byte[entry.Length];
            await entry.DataStream.ReadExactlyAsync(content, token);
            blobs[entry.Name] = content;
        }

        using var manifest = JsonDocument.Parse(blobs["manifest.json"]);
        var first = manifest.RootElement[0];
        var configName = first.GetProperty("Config").GetString()!;
        var (config, diffIds) = ConfigReader.Read(blobs[configName]);
        var commands = config.History.Where(step => !step.IsEmptyLayer).Select(step => step.CreatedBy).ToList();
        var layers = new List<(ImageLayer, LayerIndex)>();
        var number = 0;
        foreach (var layer in first.GetProperty("Layers").EnumerateArray())
        {
            var index = await LayerStore.Shared.ReadAsync(diffIds[number], new MemoryStream(blobs[layer.GetString()!]), token);
            layers.Add((new ImageLayer(number, diffIds[number], commands.ElementAtOrDefault(number), index.Size, index.Count), index));
            number++;
        }

        var id = "sha256:" + Path.GetFileNameWithoutExtension(configName);
        return new ImageUnderTest(name, source, id, null, config, [.. layers.Select(it => it.Item1)], new ImageTree(layers), new Again(open));
    }

    private sealed class Again(Func<CancellationToken, Task<Stream>> open) : ILayerSource
    {
        public async Task ReadLayerAsync(ImageLayer layer, Func<Stream, CancellationToken, Task> read, CancellationToken token)
        {
            await using var archive = await open(token);
            await using var tar = new TarReader(archive, leaveOpen: true);
            while (await tar.GetNextEntryAsync(copyData: false, token) is { } entry)
            {
                if (entry.Name.EndsWith(layer.DiffId[7..], StringComparison.Ordinal)) await read(entry.DataStream!, token);
            }
        }
    }
}

using System.Text;
using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report;

/// <summary>Files of runs, written out.</summary>
internal static class Given
{
    public static async Task<ProcessFacts> ReadAsync(params string[] lines) => await ReadTextAsync(string.Join('\n', lines) + "\n");

    public static Task<ProcessFacts> ReadTextAsync(string text) => ReadBytesAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<ProcessFacts> ReadBytesAsync(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return await RunReader.ReadAsync(stream, "1.jsonl", Token);
    }

    public static async Task<RunFacts> RunAsync(params string[] lines) => new([await ReadAsync(lines)]);

    public static async Task<RunFacts> RunAsync(InventedRun run) => new([await ReadTextAsync(run.ToString())]);

    /// <summary>The only spec of some lines.</summary>
    public static async Task<SpecFacts> SpecAsync(params string[] lines) => (await ReadAsync(lines)).Specs.Single();
}

using InfraSpecs.Images;

namespace InfraSpecs.Cli;

/// <summary>An image as it is named in a shell: an archive or a layout by its path, else one of the engine.</summary>
internal static class ImageArgument
{
    public const string Forms = "a reference or ID of the engine, or the path of an archive or OCI layout";

    /// <summary>Reads images side by side. An engine is connected to only if one of them is its.</summary>
    public static async Task<IReadOnlyList<ImageUnderTest>> ReadAsync(IReadOnlyList<string> names, CancellationToken token)
    {
        await using var engine = names.All(IsPath) ? null : await Engine.ConnectAsync(token);
        return await Task.WhenAll(names.Select(name => ReadAsync(engine, name, token)));
    }

    private static Task<ImageUnderTest> ReadAsync(Engine? engine, string name, CancellationToken token) =>
        IsPath(name) ? ImageUnderTest.FromArchiveAsync(name, token)
        : ImageUnderTest.FromEngineAsync(engine!, name, token);

    // What begins as a path is one, also if nothing is there: its error says so, and no engine pulls it.
    private static bool IsPath(string name) => name.StartsWith('/') || name.StartsWith('.') || File.Exists(name) || Directory.Exists(name);
}

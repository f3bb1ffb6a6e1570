using System.CommandLine;
using InfraSpecs.Images;

namespace InfraSpecs.Cli;

/// <summary>An image as it is named in a shell: an archive or a layout by its path, an image of a registry as docker://registry/name:tag, else one of the engine.</summary>
internal static class ImageArgument
{
    public const string Forms = "a reference or ID of the engine, the path of an archive or OCI layout, or docker://REGISTRY/NAME:TAG";
    private const string Registry = "docker://";

    /// <summary>One that must say something: a shell makes "" of a variable that is not set.</summary>
    public static Argument<string> Create(string name, string description)
    {
        var image = new Argument<string>(name) { Description = description };
        image.Validators.Add(said =>
        {
            if (said.Tokens is not [{ Value: var value }, ..] || string.IsNullOrWhiteSpace(value)) said.AddError($"The argument {name} is empty; name an image: {Forms}.");
        });
        return image;
    }

    /// <summary>Reads images side by side. An engine is connected to only if one of them is its.</summary>
    public static async Task<IReadOnlyList<ImageUnderTest>> ReadAsync(IReadOnlyList<string> names, CancellationToken token)
    {
        await using var engine = names.All(IsElsewhere) ? null : await Engine.ConnectAsync(token);
        return await Task.WhenAll(names.Select(name => ReadAsync(engine, name, token)));
    }

    private static Task<ImageUnderTest> ReadAsync(Engine? engine, string name, CancellationToken token) =>
        IsPath(name) ? ImageUnderTest.FromArchiveAsync(name, token)
        : IsOfRegistry(name) ? ImageUnderTest.FromRegistryAsync(name[Registry.Length..], token)
        : ImageUnderTest.FromEngineAsync(engine!, name, token);

    private static bool IsElsewhere(string name) => IsPath(name) || IsOfRegistry(name);

    private static bool IsOfRegistry(string name) => name.StartsWith(Registry, StringComparison.Ordinal);

    /// <summary>What begins as a path is one, also if nothing is there: its error says so, and no engine pulls it. A folder of sources is often called as the image that is built of it.</summary>
    public static bool IsPath(string name) => name.StartsWith('/') || name.StartsWith('.') || File.Exists(name) || File.Exists(Path.Combine(name, "index.json"))
        || File.Exists(Path.Combine(name, "manifest.json"));
}

namespace InfraSpecs.Images.Loading;

/// <summary>The environment that an image sets.</summary>
internal static class Variables
{
    /// <returns>The last value, which wins; null where it is not set.</returns>
    public static string? Variable(this ImageConfig config, string name) =>
        config.Env.LastOrDefault(it => it.Length > name.Length && it[name.Length] == '=' && it.StartsWith(name, StringComparison.Ordinal))?[(name.Length + 1)..];
}

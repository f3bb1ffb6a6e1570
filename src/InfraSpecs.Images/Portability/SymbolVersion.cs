namespace InfraSpecs.Images.Portability;

/// <summary>Versions of symbols, as "GLIBC_2.34": a name, and numbers where it has any.</summary>
internal static class SymbolVersion
{
    /// <returns>"GLIBC" of "GLIBC_2.34".</returns>
    public static string Family(string version) => version.LastIndexOf('_') is var cut and > 0 ? version[..cut] : version;

    /// <returns>Null where no numbers follow the name.</returns>
    public static Version? Number(string version)
    {
        var text = version[(version.LastIndexOf('_') + 1)..];
        return Version.TryParse(text.Contains('.') ? text : text + ".0", out var number) ? number : null;
    }

    /// <summary>As it is written: "2.34".</summary>
    public static string Text(string version) => version[(version.LastIndexOf('_') + 1)..];

    public static Version? GlibcOf(string version) => version.StartsWith("GLIBC_", StringComparison.Ordinal) ? Number(version) : null;

    /// <summary>The newest of each family, and those without numbers.</summary>
    public static IEnumerable<string> NewestOfEach(IEnumerable<string> versions) => versions.GroupBy(Family).Select(it => it.MaxBy(Number)!);
}

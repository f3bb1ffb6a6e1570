namespace InfraSpecs.Images.Differences;

/// <summary>Which version is the higher one, by the rules of the package's kind.</summary>
internal static class VersionOrder
{
    /// <returns>Below 0, 0, above 0; 0 also where the kind's rules are not known.</returns>
    public static int Compare(string kind, string a, string b) => 0;
}

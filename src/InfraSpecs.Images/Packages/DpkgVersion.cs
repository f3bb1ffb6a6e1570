namespace InfraSpecs.Images.Packages;

/// <summary>The order of Debian's versions, [epoch:]upstream[-revision] (deb-version(7)).</summary>
internal static class DpkgVersion
{
    public static int Compare(string left, string right)
    {
        var (a, b) = (Parse(left), Parse(right));
        if (Part(a.Epoch, b.Epoch) is var epoch and not 0) return epoch;
        return Part(a.Upstream, b.Upstream) is var upstream and not 0 ? upstream : Part(a.Revision, b.Revision);
    }

    private static (string Epoch, string Upstream, string Revision) Parse(string version)
    {
        var colon = version.IndexOf(':');
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return (colon < 0 ? "" : version[..colon], dash < 0 ? rest : rest[..dash], dash < 0 ? "" : rest[(dash + 1)..]);
    }

    // Runs of other characters and runs of digits by turns.
    private static int Part(string left, string right)
    {
        for (var (i, j) = (0, 0); i < left.Length || j < right.Length;)
        {
            while ((i < left.Length && !char.IsAsciiDigit(left[i])) || (j < right.Length && !char.IsAsciiDigit(right[j])))
            {
                if (Weight(left, i) - Weight(right, j) is var difference and not 0) return difference;
                (i, j) = (i + 1, j + 1);
            }

            if (VersionNumber.Compare(left, ref i, right, ref j) is var order and not 0) return order;
        }

        return 0;
    }

    // A tilde sorts before the end, and the end, which a digit is too, before letters, and letters before all else.
    private static int Weight(string version, int at) =>
        at >= version.Length || char.IsAsciiDigit(version[at]) ? 0
        : version[at] == '~' ? -1
        : char.IsAsciiLetter(version[at]) ? version[at]
        : version[at] + 256;
}

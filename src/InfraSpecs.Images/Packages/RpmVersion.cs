namespace InfraSpecs.Images.Packages;

/// <summary>The order of rpm's versions, [epoch:]version[-release] (rpm-version(7)).</summary>
internal static class RpmVersion
{
    public static int Compare(string left, string right)
    {
        var (a, b) = (Parse(left), Parse(right));
        if (Part(a.Epoch, b.Epoch) is var epoch and not 0) return epoch;
        if (Part(a.Version, b.Version) is var version and not 0) return version;
        return a.Release is null || b.Release is null ? 0 : Part(a.Release, b.Release);
    }

    private static (string Epoch, string Version, string? Release) Parse(string version)
    {
        var colon = version.IndexOf(':');
        var hasEpoch = colon >= 0 && version[..colon].All(char.IsAsciiDigit);
        var rest = hasEpoch ? version[(colon + 1)..] : version;
        var dash = rest.LastIndexOf('-');
        return (hasEpoch && colon > 0 ? version[..colon] : "0", dash < 0 ? rest : rest[..dash], dash < 0 ? null : rest[(dash + 1)..]);
    }

    private static int Part(string left, string right)
    {
        for (var (i, j) = (0, 0); ;)
        {
            while (i < left.Length && IsSeparator(left[i])) i++;
            while (j < right.Length && IsSeparator(right[j])) j++;
            var (a, b) = (At(left, i), At(right, j));
            if (a is '~' || b is '~')
            {
                // Before the end, and before all else.
                if (a != b) return a is '~' ? -1 : 1;
            }
            else if (a is '^' || b is '^')
            {
                // After the end, and before all else.
                if (a != b) return a is '\0' || (a is '^' && b is not '\0') ? -1 : 1;
            }
            else
            {
                if (a is '\0' || b is '\0') return (a is '\0' ? 0 : 1) - (b is '\0' ? 0 : 1);
                if (Segment(left, ref i, right, ref j) is var order and not 0) return order;
                continue;
            }

            (i, j) = (i + 1, j + 1);
        }
    }

    private static int Segment(string left, ref int i, string right, ref int j)
    {
        var isNumber = char.IsAsciiDigit(left[i]);
        if (char.IsAsciiDigit(right[j]) != isNumber) return isNumber ? 1 : -1;
        return isNumber ? VersionNumber.Compare(left, ref i, right, ref j) : Letters(left, ref i).SequenceCompareTo(Letters(right, ref j));
    }

    private static ReadOnlySpan<char> Letters(string version, ref int at)
    {
        var start = at;
        while (at < version.Length && char.IsAsciiLetter(version[at])) at++;
        return version.AsSpan(start, at - start);
    }

    private static bool IsSeparator(char character) => !char.IsAsciiLetterOrDigit(character) && character is not ('~' or '^');

    private static char At(string version, int at) => at < version.Length ? version[at] : '\0';
}

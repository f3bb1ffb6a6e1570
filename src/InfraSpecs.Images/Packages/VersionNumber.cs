namespace InfraSpecs.Images.Packages;

/// <summary>Numbers in versions, of any length: some are dates with a time, and longer.</summary>
internal static class VersionNumber
{
    /// <summary>Compares the digits from two places on, and goes on to what follows them. No digits are 0.</summary>
    public static int Compare(string left, ref int i, string right, ref int j)
    {
        var a = Digits(left, ref i);
        var b = Digits(right, ref j);
        return a.Length != b.Length ? a.Length - b.Length : a.SequenceCompareTo(b);
    }

    private static ReadOnlySpan<char> Digits(string version, ref int at)
    {
        var start = at;
        while (at < version.Length && char.IsAsciiDigit(version[at])) at++;
        return version.AsSpan(start, at - start).TrimStart('0');
    }
}

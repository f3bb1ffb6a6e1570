namespace InfraSpecs.Images.Packages;

/// <summary>
/// The order of Alpine's versions, digits{.digits}{letter}{_suffix{number}}{~hash}{-r number}, as apk 3 has it; a letter with digits after it, as in 3.3.3p1, is apk 2's
/// (apk-package(5)).
/// </summary>
internal static class ApkVersion
{
    public static int Compare(string left, string right)
    {
        var (a, b) = (new ApkVersionScan(left), new ApkVersionScan(right));
        while (a.Kind == b.Kind && a.Kind < ApkVersionPart.End)
        {
            if (Part(a, b) is var order and not 0) return order;
            a.Next();
            b.Next();
        }

        if (a.Kind == b.Kind) return 0;
        if (a.IsBeforeRelease) return -1;
        if (b.IsBeforeRelease) return 1;
        // The one that goes on is the newer; the earlier kinds of parts weigh more.
        return b.Kind - a.Kind;
    }

    private static int Part(ApkVersionScan a, ApkVersionScan b) => a.Kind switch
    {
        ApkVersionPart.Suffix => a.Suffix - b.Suffix,
        // With a leading zero they are decimals, so to speak: 1.05 is older than 1.1.
        ApkVersionPart.Digits when a.Value.StartsWith('0') || b.Value.StartsWith('0') => string.CompareOrdinal(a.Value, b.Value),
        ApkVersionPart.Letter or ApkVersionPart.Hash => string.CompareOrdinal(a.Value, b.Value),
        _ => Number(a.Value, b.Value),
    };

    private static int Number(string left, string right)
    {
        var (i, j) = (0, 0);
        return VersionNumber.Compare(left, ref i, right, ref j);
    }
}

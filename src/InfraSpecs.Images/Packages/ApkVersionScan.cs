namespace InfraSpecs.Images.Packages;

/// <summary>The parts of a version of Alpine's, in the order in which they may follow each other.</summary>
internal enum ApkVersionPart
{
    FirstDigits,
    Digits,
    Letter,
    Suffix,
    SuffixNumber,
    Hash,
    Revision,
    End,
    Invalid,
}

/// <summary>Goes through the parts of a version of Alpine's.</summary>
internal sealed class ApkVersionScan
{
    // Those before the empty one are older than the release itself.
    private static readonly string[] Suffixes = ["alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p"];
    private static readonly int Release = Array.IndexOf(Suffixes, "");
    private readonly string _version;
    private int _at;

    public ApkVersionScan(string version)
    {
        _version = version;
        Take(ApkVersionPart.FirstDigits, char.IsAsciiDigit);
    }

    public ApkVersionPart Kind { get; private set; }

    public string Value { get; private set; } = "";

    /// <summary>The rank of a suffix.</summary>
    public int Suffix => Array.IndexOf(Suffixes, Value);

    public bool IsBeforeRelease => Kind is ApkVersionPart.Suffix && Suffix < Release;

    public void Next()
    {
        var next = _at < _version.Length ? _version[_at] : '\0';
        if (next is '\0') Kind = ApkVersionPart.End;
        else if (char.IsAsciiLetterLower(next)) TakeLetter();
        else if (next is '.' && Kind <= ApkVersionPart.Digits) TakeAfter(1, ApkVersionPart.Digits, char.IsAsciiDigit);
        else if (char.IsAsciiDigit(next) && Kind is ApkVersionPart.Letter) Take(ApkVersionPart.Digits, char.IsAsciiDigit);
        else if (char.IsAsciiDigit(next) && Kind is ApkVersionPart.Suffix) Take(ApkVersionPart.SuffixNumber, char.IsAsciiDigit);
        else if (next is '_' && Kind <= ApkVersionPart.SuffixNumber) TakeSuffix();
        else if (next is '~' && Kind < ApkVersionPart.Hash) TakeAfter(1, ApkVersionPart.Hash, char.IsAsciiHexDigitLower);
        else if (next is '-' && Kind < ApkVersionPart.Revision && string.CompareOrdinal(_version, _at, "-r", 0, 2) == 0) TakeAfter(2, ApkVersionPart.Revision, char.IsAsciiDigit);
        else Kind = ApkVersionPart.Invalid;
    }

    private void TakeLetter()
    {
        if (Kind > ApkVersionPart.Digits) Kind = ApkVersionPart.Invalid;
        else (Kind, Value, _at) = (ApkVersionPart.Letter, _version.Substring(_at, 1), _at + 1);
    }

    private void TakeSuffix()
    {
        TakeAfter(1, ApkVersionPart.Suffix, char.IsAsciiLetterLower);
        if (Suffix < 0) Kind = ApkVersionPart.Invalid;
    }

    private void TakeAfter(int skip, ApkVersionPart kind, Func<char, bool> belongs)
    {
        _at += skip;
        Take(kind, belongs);
    }

    private void Take(ApkVersionPart kind, Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < _version.Length && belongs(_version[_at])) _at++;
        (Kind, Value) = (_at > start ? kind : ApkVersionPart.Invalid, _version[start.._at]);
    }
}

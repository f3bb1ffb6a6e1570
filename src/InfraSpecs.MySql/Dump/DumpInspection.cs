using System.Text;

namespace InfraSpecs.MySql;

/// <summary>Looks at a dump that passes by, by what it holds: is it cut in a statement, is what it announces there, and has it the end that
/// its program writes.</summary>
internal sealed class DumpInspection
{
    private const int TailKept = 512;

    private readonly DumpContents _contents = new();
    private readonly SqlScanner _scanner;
    private byte[] _head = [];
    private byte[] _tail = [];

    public DumpInspection() => _scanner = new SqlScanner(_contents, () => _contents.Escapes);

    /// <summary>The size of what was looked at.</summary>
    public long Bytes { get; private set; }

    /// <summary>With the database before the name, where the dump says which. Ask when all of it has passed.</summary>
    public IReadOnlyList<string> Tables => _contents.Tables;

    /// <summary>The size of its longest statement, in bytes.</summary>
    public long LongestStatement => _scanner.Longest;

    /// <summary>Whether the end that its program writes was seen. Without one, a dump that was cut between two statements looks like a whole one.</summary>
    public bool EndIsKnown => _contents.EndIsKnown || EndsByItsLastLine;

    /// <summary>Why this is not a whole dump; null if nothing speaks against it. Ask when all of it has passed.</summary>
    public string? Problem => Bytes == 0 ? "it is empty" : NoDump.Of(_head) is { } other ? $"it is {other}" : WrongInside ?? (EndIsKnown ? null : _contents.NotSql) ?? WrongAtEnd;

    // Where a backslash may be a part of a letter, what is a string cannot be told.
    private bool EndsByItsLastLine => _contents.HasBackslashLetters && DumpContents.IsTrailer(LastLine);

    private string LastLine => Encoding.UTF8.GetString(_tail).TrimEnd('\n', '\r', ' ').Split('\n')[^1].TrimEnd('\r');

    private string? WrongInside
    {
        get
        {
            _scanner.End();
            if (_scanner.StatementLine is { } line) _contents.Look(_scanner.Head, line);
            _contents.CloseAnnounced();
            return _contents.Problem;
        }
    }

    private string? WrongAtEnd => EndsByItsLastLine ? null
        : _contents.NeedsTrailer || _contents.GoesOnBehindTrailer
            ? $"it does not end with \"{_contents.Trailer}\", as a whole dump does, but with \"{Shortened(LastLine)}\"{Cut(", ")}"
        : _contents.HasBackslashLetters ? null
        : _scanner.StatementLine is not null ? $"it is cut{Cut(" ")}"
        : _contents.StillSaved is { } variable ? $"it does not give back @{variable}, which it saved at its beginning, as a whole one does at its end"
        : _scanner.IsComment ? "it is cut in a comment, which has no end"
        : _contents.Statements == 0 && !_contents.HasTrailer ? "it holds no statement"
        : _contents.OnlySets && !_contents.EndIsKnown ? "it sets variables, and holds nothing else"
        : null;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        if (_head.Length < NoDump.HeadLength) _head = [.. _head, .. bytes[..Math.Min(bytes.Length, NoDump.HeadLength - _head.Length)]];
        byte[] seen = [.. _tail, .. bytes.Length > TailKept ? bytes[^TailKept..] : bytes];
        _tail = seen.Length > TailKept ? seen[^TailKept..] : seen;
        _scanner.Feed(bytes);
    }

    private string Cut(string before) => _scanner.StatementLine is not { } line ? ""
        : $"{before}in {(_scanner.IsQuoted ? "a string of " : "")}the statement that begins in line {line}, \"{Shortened(_scanner.Head.Split('\n')[0])}\"";

    private static string Shortened(string line) => line.Length <= 80 ? line : line[..80] + "…";
}

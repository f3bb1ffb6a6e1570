using System.Buffers;

namespace InfraSpecs.MySql;

/// <summary>
/// Finds where statements begin and end in SQL that is pushed through it in pieces of any size, by the rules of the mysql client
/// (strings, names, comments, DELIMITER), in constant memory.
/// </summary>
/// <param name="visitor">Is told what is found.</param>
/// <param name="escapes">Whether a backslash in a string is an escape now, as it is without NO_BACKSLASH_ESCAPES.</param>
internal sealed class SqlScanner(ISqlVisitor visitor, Func<bool> escapes)
{
    // No token that is decided on is longer, but the line of DELIMITER.
    private const int Ahead = 32;
    private const int LongestCommand = 256;

    private readonly SqlText _head = new();
    private byte[] _window = [];
    private int _length;
    private int _at;
    private byte[] _delimiter = [(byte)';'];
    private SearchValues<byte> _marks = MarksWith((byte)';');
    private bool _lineBegins = true;
    private long _statementLength;
    private Inside _inside;

    private enum Inside
    {
        Nothing,
        Single,
        Double,
        Name,
        LineComment,
        Comment,
    }

    /// <summary>The line that is read, from 1 on.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The line in which the statement began that is not ended yet; null between statements.</summary>
    public long? StatementLine { get; private set; }

    /// <summary>The size of the longest statement that has ended, in bytes.</summary>
    public long Longest { get; private set; }

    /// <summary>How the statement that is not ended yet begins.</summary>
    public string Head => _head.ToString();

    /// <summary>In a string or a name, whose other end was not seen yet.</summary>
    public bool IsQuoted => IsString || _inside == Inside.Name;

    /// <summary>In a comment between statements, whose other end was not seen yet.</summary>
    public bool IsComment => StatementLine is null && _inside == Inside.Comment;

    private bool IsString => _inside is Inside.Single or Inside.Double;

    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (_window.Length < _length - _at + piece.Length) Array.Resize(ref _window, _length + piece.Length);
        _window.AsSpan(_at, _length - _at).CopyTo(_window);
        (_length, _at) = (_length - _at, 0);
        piece.CopyTo(_window.AsSpan(_length));
        _length += piece.Length;
        Run(_length - Ahead);
    }

    /// <summary>Nothing follows.</summary>
    public void End()
    {
        Run(_length);
        if (_inside == Inside.LineComment) EndLineComment();
    }

    private static SearchValues<byte> MarksWith(byte delimiter) => SearchValues.Create([.. "'\"`-#/\n"u8, delimiter]);

    private ReadOnlySpan<byte> Rest => _window.AsSpan(_at, _length - _at);

    private void Run(int until)
    {
        while (_at < until)
        {
            var before = _at;
            if (_inside != Inside.Nothing) SkipInside();
            else if (StatementLine is null) Between(until == _length);
            else InStatement();
            if (_at == before) return;
        }
    }

    private void Between(bool isLast)
    {
        var here = Rest[0];
        if (here is (byte)'\n' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\f' or (byte)'\v') Take(1);
        else if (Line == 1 && Rest.StartsWith("\uFEFF"u8)) Take(3);
        else if (_lineBegins && IsCommand()) TakeCommand(isLast);
        else if (TryComment(isBetween: true) || TryDelimiter()) return;
        else Begin();
    }

    private void Begin()
    {
        (StatementLine, _statementLength) = (Line, 0);
        _head.Clear();
        InStatement();
    }

    private void InStatement()
    {
        if (_lineBegins && IsCommand() && !IsWord(Rest[10])) visitor.CommandInStatement(Line, StatementLine!.Value);
        if (TryDelimiter() || TryComment(isBetween: false)) return;
        var here = Rest[0];
        _inside = here switch
        {
            (byte)'\'' => Inside.Single,
            (byte)'"' => Inside.Double,
            (byte)'`' => Inside.Name,
            _ => Inside.Nothing,
        };
        var next = Rest[1..].IndexOfAny(_marks);
        Take(_inside != Inside.Nothing || here == '\n' ? 1 : next < 0 ? Rest.Length : next + 1);
    }

    private bool TryDelimiter()
    {
        if (!Rest.StartsWith(_delimiter)) return false;
        Take(_delimiter.Length);
        if (StatementLine is { } line) visitor.Statement(_head.ToString(), line);
        Longest = Math.Max(Longest, _statementLength - _delimiter.Length);
        StatementLine = null;
        return true;
    }

    private bool TryComment(bool isBetween)
    {
        var rest = Rest;
        if (rest[0] == '#' || (rest.StartsWith("--"u8) && (rest.Length == 2 || rest[2] <= ' '))) _inside = Inside.LineComment;
        else if (rest.StartsWith("/*"u8) && !IsCode(rest[2..], isBetween)) _inside = Inside.Comment;
        else return false;
        if (isBetween) _head.Clear();
        Take(_inside == Inside.Comment ? 2 : 1);
        return true;
    }

    /// <summary>What some versions of a server execute is code; what none does, as the line that puts a client into a sandbox, is a comment.</summary>
    private static bool IsCode(ReadOnlySpan<byte> comment, bool isBetween) =>
        (comment.StartsWith("!"u8) || comment.StartsWith("M!"u8) || comment.StartsWith("+"u8))
        && !(isBetween && (comment.StartsWith("!999999"u8) || comment.StartsWith("M!999999"u8)));

    private void SkipInside()
    {
        var rest = Rest;
        var end = _inside switch
        {
            Inside.Single => escapes() ? rest.IndexOfAny("'\\"u8) : rest.IndexOf((byte)'\''),
            Inside.Double => escapes() ? rest.IndexOfAny("\"\\"u8) : rest.IndexOf((byte)'"'),
            Inside.Name => rest.IndexOf((byte)'`'),
            Inside.LineComment => rest.IndexOf((byte)'\n'),
            _ => rest.IndexOf("*/"u8),
        };
        if (end < 0) Take(_inside == Inside.Comment && rest[^1] == '*' ? rest.Length - 1 : rest.Length);
        else if (rest[end] == '\\' && IsString) Take(end + 2 <= rest.Length ? end + 2 : end);
        else if (_inside == Inside.LineComment) TakeLineComment(end);
        else Leave(end + (_inside == Inside.Comment ? 2 : 1));
    }

    private void TakeLineComment(int end)
    {
        Take(end);
        EndLineComment();
    }

    private void EndLineComment()
    {
        if (StatementLine is null) visitor.Comment(_head.ToString(), Line);
        Leave(0);
    }

    private void Leave(int count)
    {
        Take(count);
        _inside = Inside.Nothing;
    }

    private bool IsCommand()
    {
        var rest = Rest;
        return rest.Length > 10 && rest[9] is (byte)' ' or (byte)'\t' && System.Text.Ascii.EqualsIgnoreCase(rest[..9], "delimiter"u8);
    }

    // A column may have this name.
    private static bool IsWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or (byte)'`' or (byte)' ' or >= 0x80;

    private void TakeCommand(bool isLast)
    {
        var end = Rest.IndexOf((byte)'\n');
        if (end < 0 && !isLast && Rest.Length < LongestCommand) return;
        var line = end < 0 ? Rest : Rest[..end];
        var delimiter = line[10..].Trim(" \t\r"u8);
        if (delimiter.IndexOf((byte)' ') is > 0 and var blank) delimiter = delimiter[..blank];
        if (!delimiter.IsEmpty) (_delimiter, _marks) = (delimiter.ToArray(), MarksWith(delimiter[0]));
        Take(line.Length);
    }

    private void Take(int count)
    {
        var taken = Rest[..count];
        Line += taken.Count((byte)'\n');
        if (count > 0) _lineBegins = taken[^1] == '\n' || (_lineBegins && StatementLine is null && taken.Trim(" \t\r"u8).IsEmpty);
        _head.Add(taken);
        _statementLength += count;
        _at += count;
    }
}

using System.Text;

namespace InfraSpecs.Cron;

/// <summary>
/// Goes through a shell text from end to end, also through what stands in brackets, substitutions and compound commands, and notes each simple
/// command and each use of a variable that this very shell expands. <see cref="ShellCommand"/> tells what runs in any case; this tells what there is.
/// </summary>
internal sealed partial class ShellScan
{
    private readonly string _text;
    private readonly List<Command> _commands = [];
    private Command _command = new([], []);
    private StringBuilder? _word;
    private int _at;

    private ShellScan(string text) => _text = text;

    /// <summary>A simple command: its words without quotation marks, <see cref="ShellWords.Unknown"/> for what only the shell can tell, and the variables in them.</summary>
    internal sealed record Command(List<string> Words, List<string> Used);

    public IReadOnlyList<Command> Commands => _commands;

    /// <summary>The variables that are used as they are, first to last.</summary>
    public List<string> Used { get; } = [];

    /// <summary>The variables that are given a default or an alternative, as in ${NAME:-x}.</summary>
    public List<string> Defaulted { get; } = [];

    /// <summary>It has itself run by another program.</summary>
    public bool StartsItself { get; private set; }

    private char Next => _at + 1 < _text.Length ? _text[_at + 1] : '\n';

    private StringBuilder Word => _word ??= new StringBuilder();

    public static ShellScan Read(string text)
    {
        var scan = new ShellScan(text.Replace("\r", "", StringComparison.Ordinal));
        scan.Code('\0');
        return scan;
    }

    public static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(IsPartOfName);

    public static bool IsPartOfName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Commands, up to what closes them.</summary>
    private void Code(char close)
    {
        for (var depth = 0; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == close && depth == 0) break;
            if (c == '(' && _word is null && Arithmetic(_at)) continue;
            if (c == '(') depth++;
            if (c == ')') depth--;
            Step(c);
        }

        EndCommand();
    }

    private void Step(char c)
    {
        switch (c)
        {
            case ' ' or '\t' or '>': EndWord(); break;
            case '#' when _word is null: _at = Find('\n', _at) - 1; break;
            case '\'': Literal(ansi: false); break;
            case '"': DoubleQuoted(); break;
            case '`': Nested('`', 1); break;
            case '$': Dollar(quoted: false); break;
            case '\\' when Next == '\n': _at++; break;
            case '\\': Word.Append(_text[Math.Min(++_at, _text.Length - 1)]); break;
            case '<' when Next == '<': HereDocument(); break;
            case '<': EndWord(); break;
            case '&' or '|' or '(' or ')' or '\n' when IsInTest(): EndClause(); break;
            case '\n': EndLine(); break;
            case ';' or '&' or '|' or '(' or ')': EndCommand(); break;
            default: Word.Append(c); break;
        }
    }

    private void Literal(bool ansi)
    {
        _ = Word;
        for (_at++; _at < _text.Length && _text[_at] != '\''; _at++)
        {
            if (ansi && _text[_at] == '\\') _at++;
            if (_at < _text.Length) Word.Append(_text[_at]);
        }
    }

    private void DoubleQuoted()
    {
        _ = Word;
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            switch (_text[_at])
            {
                case '\\': _at++; break;
                case '`': Nested('`', 1); break;
                case '$': Dollar(quoted: true); break;
                default: Word.Append(_text[_at]); break;
            }
        }
    }

    private void Dollar(bool quoted)
    {
        switch (Next)
        {
            case '(' when Arithmetic(_at + 1): Word.Append(ShellWords.Unknown); break;
            case '(': Nested(')', 2); break;
            case '{': Braces(); break;
            case '\'' when !quoted: _at++; Literal(ansi: true); break;
            default: Parameter(); break;
        }
    }

    private void Parameter()
    {
        var name = NameAt(_at + 1);
        Word.Append(ShellWords.Unknown);
        if (IsName(name))
        {
            Use(name);
            _at += name.Length;
        }
        else if (name.Length > 0 || Next is '?' or '#' or '@' or '*' or '!' or '$' or '-')
        {
            StartsItself |= Next == '0' && _command.Words.Contains("exec");
            _at++;
        }
    }

    /// <summary>${NAME}, ${NAME%x}, ${NAME:?x} use it; ${NAME-x}, ${NAME:=x} and ${NAME+x} can do without, and ${#NAME} asks whether there is anything.</summary>
    private void Braces()
    {
        var start = _at + 2;
        if (start < _text.Length && _text[start] is '#' or '!') start++;
        var name = NameAt(start);
        var after = start + name.Length < _text.Length ? _text[start + name.Length] : '}';
        var mark = after == ':' && start + name.Length + 1 < _text.Length ? _text[start + name.Length + 1] : after;
        if (mark is '-' or '=' or '+' || (after == '}' && _text[start - 1] == '#')) Defaulted.Add(name);
        else if (IsName(name)) Use(name);
        Word.Append(ShellWords.Unknown);
        for (var depth = 0; _at < _text.Length; _at++)
        {
            if (_text[_at] == '\\') _at++;
            else if (_text[_at] == '{') depth++;
            else if (_text[_at] == '}' && --depth == 0) break;
        }

        _at = Math.Min(_at, _text.Length - 1);
    }

    /// <summary>The commands of a substitution, which becomes a part of the word around it.</summary>
    private void Nested(char close, int opening)
    {
        var (command, word) = (_command, Word.Append(ShellWords.Unknown));
        (_command, _word, _at) = (new Command([], []), null, _at + opening);
        Code(close);
        (_command, _word, _at) = (command, word, Math.Min(_at, _text.Length - 1));
    }

    private void Use(string name)
    {
        Used.Add(name);
        _command.Used.Add(name);
    }

    private string NameAt(int start)
    {
        var end = start;
        while (end < _text.Length && IsPartOfName(_text[end])) end++;
        return _text[Math.Min(start, end)..end];
    }

    private int Find(char c, int from) => _text.IndexOf(c, from) is >= 0 and var found ? found : _text.Length;

    private void EndWord()
    {
        if (_word is not null) _command.Words.Add(_word.ToString());
        _word = null;
    }

    private void EndCommand()
    {
        EndWord();
        if (_command.Words.Count > 0) _commands.Add(_command);
        _command = new Command([], []);
    }

    /// <summary>Between [[ and ]], where &amp;&amp; and brackets are a part of the test.</summary>
    private bool IsInTest()
    {
        EndWord();
        return _command.Words.Contains("[[") && !_command.Words.Contains("]]");
    }

    /// <summary>Each clause of a test is one of its own.</summary>
    private void EndClause()
    {
        EndCommand();
        _command.Words.Add("[[");
    }
}

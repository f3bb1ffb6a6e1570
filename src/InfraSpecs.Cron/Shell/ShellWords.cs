using System.Text;

namespace InfraSpecs.Cron;

/// <summary>A word of a shell command, or an operator between commands.</summary>
/// <param name="Text">A word has no quotation marks any more, and <see cref="ShellWords.Unknown"/> for what only the shell can tell.</param>
/// <param name="IsOperator">; &amp; &amp;&amp; | || ( ) > >> or the end of a line.</param>
internal readonly record struct ShellToken(string Text, bool IsOperator);

/// <summary>Cuts a shell command into words and operators, as far as POSIX's grammar allows that without running anything.</summary>
internal sealed class ShellWords
{
    /// <summary>Stands in a word for a variable, a pattern or the output of a command.</summary>
    public const char Unknown = '\0';

    private readonly string _text;
    private readonly List<ShellToken> _tokens = [];
    private StringBuilder? _word;
    private int _at;

    private ShellWords(string text) => _text = text;

    /// <summary>The words and operators, first to last.</summary>
    public IReadOnlyList<ShellToken> Tokens => _tokens;

    /// <summary>A quotation mark or a command substitution is not closed.</summary>
    public bool IsOpen { get; private set; }

    private StringBuilder Word => _word ??= new StringBuilder();

    private char Next => _at + 1 < _text.Length ? _text[_at + 1] : '\n';

    public static ShellWords Read(string text)
    {
        var words = new ShellWords(text);
        while (words._at < text.Length) words.Step();
        words.EndWord();
        return words;
    }

    private void Step()
    {
        var c = _text[_at];
        switch (c)
        {
            case ' ' or '\t':
                EndWord();
                _at++;
                break;
            case '#' when _word is null:
                _at = _text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length;
                break;
            case '\'' or '"' or '`':
                Quoted(c);
                break;
            case '$' when Next == '(':
                Word.Append(Unknown);
                _at = AfterSubstitution(_at + 2);
                break;
            case '\\' when Next == '\n':
                _at += 2;
                break;
            case '\\':
                Word.Append(Next);
                _at += 2;
                break;
            case '<' when Next == '<':
                // A text of its own follows, which looks like commands and is none.
                _at = _text.Length;
                break;
            case '>':
                Redirection();
                break;
            case ';' or '&' or '|' or '(' or ')' or '\n':
                EndWord();
                var text = c is '&' or '|' or ';' && Next == c ? new string(c, 2) : c.ToString();
                _tokens.Add(new ShellToken(text, true));
                _at += text.Length;
                break;
            default:
                Word.Append(c is '$' or '*' or '?' or '~' or '<' ? Unknown : c);
                _at++;
                break;
        }
    }

    private void Quoted(char mark)
    {
        _ = Word;
        for (_at++; _at < _text.Length && _text[_at] != mark; _at++)
        {
            if (mark == '\'') Word.Append(_text[_at]);
            else if (mark == '`') { if (_text[_at] == '\\') _at++; }
            else if (_text[_at] == '\\' && _at + 1 < _text.Length) Word.Append(_text[++_at]);
            else if (_text[_at] == '$' && Next == '(') (_, _at) = (Word.Append(Unknown), AfterSubstitution(_at + 2) - 1);
            else Word.Append(_text[_at] is '$' or '`' ? Unknown : _text[_at]);
        }

        if (mark == '`') Word.Append(Unknown);
        IsOpen |= _at >= _text.Length;
        _at++;
    }

    /// <summary>Where the text goes on behind the bracket that closes a substitution.</summary>
    private int AfterSubstitution(int at)
    {
        for (var depth = 1; at < _text.Length; at++)
        {
            if (_text[at] == '\\') at++;
            else if (_text[at] is '\'' or '"' && _text.IndexOf(_text[at], at + 1) is >= 0 and var end) at = end;
            else if (_text[at] == '(') depth++;
            else if (_text[at] == ')' && --depth == 0) return at + 1;
        }

        IsOpen = true;
        return _text.Length;
    }

    private void Redirection()
    {
        // A digit before the sign is the descriptor.
        if (_word is { Length: 1 } && char.IsAsciiDigit(_word[0])) _word = null;
        EndWord();
        if (Next == '&')
        {
            // 2>&1 names a descriptor and no file.
            for (_at += 2; _at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '-'); _at++) { }
            return;
        }

        var text = Next == '>' ? ">>" : ">";
        _tokens.Add(new ShellToken(text, true));
        _at += text.Length;
        if (_at < _text.Length && _text[_at] == '|') _at++;
    }

    private void EndWord()
    {
        if (_word is not null) _tokens.Add(new ShellToken(_word.ToString(), false));
        _word = null;
    }
}

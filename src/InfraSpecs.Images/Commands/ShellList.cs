using System.Text;

namespace InfraSpecs.Images.Commands;

/// <summary>Splits a shell's text into simple commands, up to the first that is more than that.</summary>
internal sealed class ShellList
{
    private const string Operators = ";&|\n";
    private readonly string _text;
    private readonly List<ShellCommand> _commands = [];
    private List<ShellWord> _words = [];
    private string _before = "";
    private int _at;

    private ShellList(string text) => _text = text;

    /// <returns>The commands, and whether they are all.</returns>
    public static (IReadOnlyList<ShellCommand> Commands, bool IsWhole) Read(string text)
    {
        var list = new ShellList(text.Replace("\\\n", "", StringComparison.Ordinal));
        var isWhole = list.ReadAll();
        return (list._commands, isWhole);
    }

    private bool ReadAll()
    {
        while (_at < _text.Length)
        {
            var letter = _text[_at];
            if (letter is ' ' or '\t' or '\r') _at++;
            else if (letter == '#') SkipComment();
            else if (letter is '(' or ')') return false;
            else if (letter is '<' or '>') { if (!Redirection()) return false; }
            else if (Operators.Contains(letter)) Operator();
            else if (!Word()) return false;
        }

        End("");
        return true;
    }

    private void SkipComment() => _at = _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;

    private void Operator()
    {
        var one = _text[_at] == '\n' ? ";" : _text[_at].ToString();
        _at++;
        if (one is "&" or "|" && _at < _text.Length && _text[_at] == one[0])
        {
            one += one;
            _at++;
        }

        End(one);
    }

    private void End(string next)
    {
        if (_words.Count == 0)
        {
            if (_before.Length == 0 || next.Length > 0 && next != ";") _before = next;
            return;
        }

        _commands.Add(new ShellCommand(_before, _words));
        (_words, _before) = ([], next);
    }

    /// <summary>Where to is of no matter here; a text that follows in place is more than a simple command.</summary>
    private bool Redirection()
    {
        if (_words.Count > 0 && _words[^1].Text.All(char.IsAsciiDigit) && _at > 0 && char.IsAsciiDigit(_text[_at - 1])) _words.RemoveAt(_words.Count - 1);
        var start = _at;
        while (_at < _text.Length && _text[_at] is '<' or '>' or '&' or '|') _at++;
        if (_text[start.._at].StartsWith("<<", StringComparison.Ordinal)) return false;
        while (_at < _text.Length && _text[_at] is ' ' or '\t') _at++;
        if (_at == _text.Length || Operators.Contains(_text[_at]) || _text[_at] is '(' or ')' || !Word()) return false;
        _words.RemoveAt(_words.Count - 1);
        return true;
    }

    private bool Word()
    {
        var word = new StringBuilder();
        var (isCertain, isQuoted) = (true, false);
        for (; _at < _text.Length && !" \t\r<>()".Contains(_text[_at]) && !Operators.Contains(_text[_at]); _at++)
        {
            switch (_text[_at])
            {
                case '\'' when _text.IndexOf('\'', _at + 1) is var end and > 0:
                    word.Append(_text, _at + 1, end - _at - 1);
                    (_at, isQuoted) = (end, true);
                    break;
                case '"':
                    isQuoted = true;
                    if (!Quoted(word, ref isCertain)) return false;
                    break;
                case '\\' when _at + 1 < _text.Length:
                    word.Append(_text[++_at]);
                    isQuoted = true;
                    break;
                case '`' or '\'':
                    return false;
                case '$' when _at + 1 < _text.Length && _text[_at + 1] == '(':
                    return false;
                default:
                    isCertain &= !"$*?[~{".Contains(_text[_at]);
                    word.Append(_text[_at]);
                    break;
            }
        }

        var read = new ShellWord(word.ToString(), isCertain || word.ToString() is "[" or "{" or "[[", isQuoted);
        if (_words.Count == 0 && ShellWords.IsReserved(read)) return false;
        _words.Add(read);
        return true;
    }

    private bool Quoted(StringBuilder word, ref bool isCertain)
    {
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            if (_text[_at] == '`' || _text[_at] == '$' && _at + 1 < _text.Length && _text[_at + 1] == '(') return false;
            if (_text[_at] == '\\' && _at + 1 < _text.Length && "\"\\$`".Contains(_text[_at + 1])) _at++;
            else isCertain &= _text[_at] != '$';
            word.Append(_text[_at]);
        }

        return _at < _text.Length;
    }
}

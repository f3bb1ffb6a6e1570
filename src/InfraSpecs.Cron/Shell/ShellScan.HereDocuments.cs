namespace InfraSpecs.Cron;

/// <summary>Here-documents: texts between the lines of a script, which are no commands.</summary>
internal sealed partial class ShellScan
{
    private readonly List<(string End, bool MayIndent, bool IsQuoted)> _hereDocuments = [];

    private void HereDocument()
    {
        EndWord();
        var start = _at + 2;
        if (start < _text.Length && _text[start] == '<') _at = start; // <<< is followed by a word, which is read as any other
        if (_at == start) return;
        var indent = start < _text.Length && _text[start] == '-';
        if (indent) start++;
        while (start < _text.Length && _text[start] is ' ' or '\t') start++;
        var end = start;
        while (end < _text.Length && _text[end] is not (' ' or '\t' or '\n' or ';' or '&' or '|' or ')' or '<' or '>')) end++;
        var word = _text[start..end];
        _hereDocuments.Add((word.Trim('\'', '"').Replace("\\", "", StringComparison.Ordinal), indent, word.IndexOfAny(['\'', '"', '\\']) >= 0));
        _at = end - 1;
    }

    /// <summary>The texts that begin behind this line are no commands. The shell expands them, unless a part of the word that ends them is quoted.</summary>
    private void EndLine()
    {
        EndCommand();
        foreach (var (end, mayIndent, isQuoted) in _hereDocuments)
        {
            var start = _at;
            for (var line = ""; _at < _text.Length && line != end;)
            {
                var newline = Find('\n', Math.Min(_at + 1, _text.Length));
                line = _text[Math.Min(_at + 1, newline)..newline];
                if (mayIndent) line = line.TrimStart('\t');
                _at = newline;
            }

            if (!isQuoted) Expand(_text[start.._at]);
        }

        _hereDocuments.Clear();
    }

    private void Expand(string text)
    {
        var scan = new ShellScan(text);
        for (; scan._at < text.Length; scan._at++)
        {
            if (text[scan._at] == '\\') scan._at++;
            else if (text[scan._at] == '`') scan.Nested('`', 1);
            else if (text[scan._at] == '$') scan.Dollar(quoted: true);
        }

        _commands.AddRange(scan._commands);
        Used.AddRange(scan.Used);
        Defaulted.AddRange(scan.Defaulted);
    }
}

using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>Arithmetic: ((…)) and $((…)), where &lt;&lt; begins no here-document and a name without $ is a variable.</summary>
internal sealed partial class ShellScan
{
    /// <summary>Goes to the end of what two brackets open; false if no two brackets close it, as of a subshell in another.</summary>
    private bool Arithmetic(int start)
    {
        if (start + 1 >= _text.Length || _text[start + 1] != '(') return false;
        var depth = 0;
        for (var at = start + 2; at + 1 < _text.Length && depth >= 0; at++)
        {
            depth += _text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth >= 0) continue;
            if (_text[at + 1] != ')') return false;
            var inside = _text[(start + 2)..at];
            Expand(inside);
            Defaulted.AddRange(Assigned().Matches(inside).Select(it => it.Groups["name"].Value));
            _at = at + 1;
            return true;
        }

        return false;
    }

    [GeneratedRegex(@"(?<![\w$])(?<name>[A-Za-z_]\w*)\s*((<<|>>|[-+*/%&|^])?=(?!=)|\+\+|--)|(\+\+|--)\s*(?<name>[A-Za-z_]\w*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Assigned();
}

namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>
/// Reads a regular expression as Go's package regexp does (https://pkg.go.dev/regexp/syntax), and refuses what that refuses: looking around, references back.
/// </summary>
internal sealed class GoPatternParser
{
    private const int Deepest = 1000;
    private const int MostRepeats = 1000;
    private readonly PatternCursor _in;
    private readonly HashSet<string> _names = [];
    private PatternFlags _flags;
    private int _depth;
    private int _repeatFrom = -1;
    private int _repeatTo = -1;

    private GoPatternParser(string source) => _in = new PatternCursor(source);

    /// <exception cref="PatternFaultException">It does not compile.</exception>
    public static PatternNode Parse(string source)
    {
        var parser = new GoPatternParser(source);
        var node = parser.Choice();
        return parser._in.IsAtEnd ? node : throw new PatternFaultException($"unexpected ): `{source}`");
    }

    private PatternNode Choice()
    {
        if (++_depth > Deepest) throw new PatternFaultException("expression nests too deeply");
        var (flags, branches) = (_flags, new List<PatternNode> { Sequence() });
        while (_in.Take("|")) branches.Add(Sequence());
        _flags = flags;
        _depth--;
        return branches is [var only] ? only : new PatternChoice(branches);
    }

    private PatternSequence Sequence()
    {
        var items = new List<PatternNode>();
        while (!_in.IsAtEnd && !_in.Sees("|") && !_in.Sees(")")) Item(items);
        return new PatternSequence(items);
    }

    private void Item(List<PatternNode> items)
    {
        var from = _in.At;
        switch (_in.Next())
        {
            case '(' when _in.Take("?"): Extended(items, from); break;
            case '(': items.Add(Group(from)); break;
            case '[': items.Add(new PatternRune(PatternClass.Read(_in, from, _flags))); break;
            case '.': items.Add(new PatternRune(_flags.HasFlag(PatternFlags.DotIsAll) ? RuneSet.Any : RuneSet.AnyOfALine)); break;
            case '^': items.Add(new PatternPlace(_flags.HasFlag(PatternFlags.Lines) ? "(?m:^)" : @"\A")); break;
            case '$': items.Add(new PatternPlace(_flags.HasFlag(PatternFlags.Lines) ? "(?m:$)" : @"\z")); break;
            case '*': Repeat(items, from, 0, null, isCounted: false); break;
            case '+': Repeat(items, from, 1, null, isCounted: false); break;
            case '?': Repeat(items, from, 0, 1, isCounted: false); break;
            case '{' when _in.TakeCount() is { } count: Count(items, from, count); break;
            case '\\': Escape(items, from); break;
            case var rune: items.Add(Literal(rune)); break;
        }
    }

    private PatternNode Group(int from)
    {
        var inner = Choice();
        return _in.Take(")") ? inner : throw new PatternFaultException($"missing closing ): `{_in.Source[from..]}`");
    }

    private void Extended(List<PatternNode> items, int from)
    {
        if (_in.Take("P<") || (_in.Sees("<") && !_in.Sees("<=") && !_in.Sees("<!") && _in.Take("<")))
        {
            Name(from);
            items.Add(Group(from));
            return;
        }

        var before = _flags;
        if (PatternFlagReader.Read(_in, from, ref _flags)) return;
        items.Add(Group(from));
        _flags = before;
    }

    private void Name(int from)
    {
        var name = _in.TakeUntil(">") ?? throw new PatternFaultException($"invalid named capture: `{_in.Source[from..]}`");
        if (name.Length > 0 && name.All(it => char.IsAsciiLetterOrDigit(it) || it == '_') && _names.Add(name)) return;
        throw new PatternFaultException($"invalid named capture: `{_in.Source[from.._in.At]}`");
    }

    private void Count(List<PatternNode> items, int from, (int Least, int? Most) count)
    {
        if (count.Least > MostRepeats || count.Most > MostRepeats || count.Most < count.Least) throw new PatternFaultException($"invalid repeat count: `{_in.Source[from.._in.At]}`");
        Repeat(items, from, count.Least, count.Most, isCounted: true);
    }

    private void Repeat(List<PatternNode> items, int from, int least, int? most, bool isCounted)
    {
        var op = _in.Source[from.._in.At];
        if (items.Count == 0) throw new PatternFaultException($"missing argument to repetition operator: `{op}`");
        _in.Take("?");
        if (_repeatTo == from) throw new PatternFaultException($"invalid nested repetition operator: `{_in.Source[_repeatFrom.._in.At]}`");
        (_repeatFrom, _repeatTo) = (from, _in.At);
        items[^1] = new PatternRepeat(items[^1], least, most, isCounted);
        if (items[^1].Repeats > MostRepeats) throw new PatternFaultException($"invalid repeat count: `{op}`");
    }

    private void Escape(List<PatternNode> items, int from)
    {
        if (_in.Take("A")) items.Add(new PatternPlace(@"\A"));
        else if (_in.Take("z")) items.Add(new PatternPlace(@"\z"));
        else if (_in.Take("b")) items.Add(new PatternPlace(@"\b"));
        else if (_in.Take("B")) items.Add(new PatternPlace(@"\B"));
        else if (_in.Take("Q")) items.AddRange((_in.TakeUntil(@"\E") ?? _in.TakeRest()).EnumerateRunes().Select(rune => Literal(rune.Value)));
        else if (PatternEscape.Class(_in, from, _flags) is { } set) items.Add(new PatternRune(set));
        else items.Add(Literal(PatternEscape.Rune(_in, from)));
    }

    private PatternRune Literal(int rune) => new(_flags.HasFlag(PatternFlags.AnyCase) ? RuneSet.Single(rune).Folded() : RuneSet.Single(rune));
}

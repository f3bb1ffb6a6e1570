namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>A piece of a regular expression.</summary>
internal abstract record PatternNode
{
    /// <summary>How often the innermost piece may be asked to repeat: Go refuses more than 1,000.</summary>
    public virtual long Repeats => 1;
}

/// <summary>A place and no character: <c>^ $ \A \z \b \B</c>.</summary>
internal sealed record PatternPlace(string Text) : PatternNode;

/// <summary>One character of a set.</summary>
internal sealed record PatternRune(RuneSet Set) : PatternNode;

/// <summary>One after the other.</summary>
internal sealed record PatternSequence(IReadOnlyList<PatternNode> Items) : PatternNode
{
    public override long Repeats { get; } = Items.Aggregate(1L, (most, item) => Math.Max(most, item.Repeats));
}

/// <summary>One of several.</summary>
internal sealed record PatternChoice(IReadOnlyList<PatternNode> Items) : PatternNode
{
    public override long Repeats { get; } = Items.Aggregate(1L, (most, item) => Math.Max(most, item.Repeats));
}

/// <summary>Again and again. Whether as much or as little as possible changes nothing about whether there is a match.</summary>
internal sealed record PatternRepeat(PatternNode Item, int Least, int? Most, bool IsCounted) : PatternNode
{
    public override long Repeats { get; } = Item.Repeats * (IsCounted ? Math.Max(1, Most ?? Least) : 1);
}

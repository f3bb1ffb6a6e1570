namespace InfraSpecs.Evidence;

/// <summary>What a thing does when it is broken on purpose.</summary>
internal enum BreakKind
{
    /// <summary>It goes on, and answers late, or not to all.</summary>
    Disturbs,

    /// <summary>It stands still, and answers nothing until it goes on.</summary>
    Halts,

    /// <summary>It ends, with all that runs in it.</summary>
    Ends,
}

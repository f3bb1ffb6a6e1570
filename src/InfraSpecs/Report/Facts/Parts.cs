namespace InfraSpecs.Report;

/// <summary>What the runner said of a spec.</summary>
internal sealed record VerdictFacts(long At, SpecState State, string? Message, string? Stack, string? Reason);

/// <summary>A start, a removal, something that takes time.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Spec">Null for a fixture or the run.</param>
/// <param name="Kind">"setup", "down" or "act".</param>
/// <param name="What">"container web-1 (example/web)".</param>
/// <param name="From">When it began.</param>
internal sealed record WorkFacts(long Id, string? Spec, string Kind, string What, long From)
{
    /// <summary>Whose it is, unless it is a spec's own.</summary>
    public OwnerFacts Owner { get; init; }

    /// <summary>Null as long as it runs.</summary>
    public long? To { get; set; }

    public string? Error { get; set; }
}

/// <summary>A wait, and what was answered.</summary>
internal sealed record WaitFacts(long Id, string Subject, long From, long? Within)
{
    /// <summary>As a work has it.</summary>
    public OwnerFacts Owner { get; init; }

    public long? To { get; set; }

    /// <summary>"ready", "late", "hopeless", "cancelled", "failed"; null as long as it waits.</summary>
    public string? How { get; set; }

    public long? Attempts { get; set; }

    /// <summary>Only changes.</summary>
    public Kept<(long At, string Text)> Answers { get; } = new(50, 450);
}

/// <summary>A break injected on purpose.</summary>
internal sealed record FaultFacts(long Id, string What, string On, long From)
{
    /// <summary>As a work has it.</summary>
    public OwnerFacts Owner { get; init; }

    public long? To { get; set; }
}

/// <summary>Requests while a spec did something.</summary>
/// <param name="Target">Whom they asked.</param>
/// <param name="From">When the first fell due.</param>
/// <param name="To">When the probe ended.</param>
/// <param name="Requests">In order; of very many the first.</param>
internal sealed record ProbeFacts(string Target, long From, long To, IReadOnlyList<RequestFacts> Requests);

/// <summary>A request.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Took">Milliseconds.</param>
/// <param name="Error">Null if it was answered well.</param>
internal readonly record struct RequestFacts(double At, double Took, string? Error);

/// <summary>What differs between before and after.</summary>
/// <param name="Object">What was compared.</param>
/// <param name="Rows">The first. Without an after, the before is a sentence that tells both.</param>
/// <param name="All">How many there are.</param>
internal sealed record DiffFacts(string Object, IReadOnlyList<(string Where, string Before, string? After)> Rows, long All);

/// <summary>A drill's steps, each with its milliseconds.</summary>
internal sealed record DrillFacts(string What, IReadOnlyList<(string Step, double Took)> Steps, string? Outcome);

/// <summary>The likely cause, and the facts it rests on.</summary>
internal sealed record DiagnosisFacts(string? Rule, string Sentence, string? Todo, IReadOnlyList<string> Facts);

/// <summary>Where a task was, and what became of it.</summary>
internal sealed record PlaceFacts(long At, string? Spec, string? Node, string State, string? Error);

/// <summary>How a recording ended.</summary>
internal sealed record EndFacts(long At, long? Removed, IReadOnlyList<string> Left, long? Memory, long? Containers);

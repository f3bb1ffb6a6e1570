using System.Text.RegularExpressions;

namespace InfraSpecs.Report;

/// <summary>How a spec ended.</summary>
internal enum SpecState
{
    Passed,
    Skipped,
    Failed,
    TimedOut,
    Cancelled,

    /// <summary>There is no verdict: its process was killed, or still runs.</summary>
    Unfinished,
}

/// <summary>What is recorded of a spec. Times are milliseconds since its process's recording began.</summary>
internal sealed partial class SpecFacts(ProcessFacts process, string id)
{
    public ProcessFacts Process { get; } = process;

    public string Id { get; } = id;

    public string? Class { get; set; }

    public string? Collection { get; set; }

    public string? Method { get; set; }

    public string? Name { get; set; }

    public string? File { get; set; }

    public long? Line { get; set; }

    public long Began { get; set; }

    /// <summary>When its own body began; null if it never did.</summary>
    public long? Body { get; set; }

    /// <summary>When its disposal began.</summary>
    public long? Down { get; set; }

    /// <summary>When it was finished.</summary>
    public long? Finished { get; set; }

    /// <summary>Null without a verdict.</summary>
    public VerdictFacts? Verdict { get; set; }

    public Kept<WaitFacts> Waits { get; } = new(100, 100);

    public Kept<WorkFacts> Works { get; } = new(100, 100);

    public Kept<FaultFacts> Faults { get; } = new(50, 50);

    public Kept<ProbeFacts> Probes { get; } = new(4, 4);

    public Kept<DiffFacts> Diffs { get; } = new(20, 5);

    public Kept<DrillFacts> Drills { get; } = new(10, 10);

    public Kept<DiagnosisFacts> Diagnoses { get; } = new(10, 0);

    public SpecState State => Verdict?.State ?? SpecState.Unfinished;

    public bool IsRed => State is not (SpecState.Passed or SpecState.Skipped);

    /// <summary>When it ended, as far as is known: with the process's last line, if nothing says when.</summary>
    public long End => Math.Max(Began, Finished ?? Verdict?.At ?? Process.Last);

    /// <summary>When it turned red.</summary>
    public long FailedAt => Math.Clamp(Math.Min(Down ?? long.MaxValue, Verdict?.At ?? long.MaxValue), Began, End);

    public long Took => End - Began;

    /// <summary>"Four replicas spread": its name as a sentence, without its class.</summary>
    public string Title
    {
        get
        {
            var name = string.IsNullOrWhiteSpace(Name) ? Method ?? "(a spec without a name)" : Name;
            if (Class is { Length: > 0 } && name.Length > Class.Length + 1 && name.StartsWith(Class + ".", StringComparison.Ordinal)) name = name[(Class.Length + 1)..];
            return FileLine.Cut(Identifier().Replace(name, it => it.Value.Replace('_', ' ') + (it.Length < name.Length ? " " : "")), 300);
        }
    }


    /// <summary>What its fixtures waited for before it.</summary>
    public IEnumerable<WaitFacts> FixturesWaits => Process.Waits.Where(it => it.Owner.IsFixture && it.Owner.Concerns(this) && it.From <= End);

    /// <summary>What its fixtures did before it.</summary>
    public IEnumerable<WorkFacts> FixturesWorks => Process.Works.Where(it => it.Owner.IsFixture && it.Owner.Concerns(this) && it.From <= End && it.Kind != "down");

    /// <summary>A green spec needs no evidence: what was kept in case that it fails is forgotten.</summary>
    public void Forget()
    {
        foreach (var wait in Waits) wait.Answers.KeepLast();
        Probes.Clear();
        Diffs.Clear();
    }

    [GeneratedRegex(@"^[A-Za-z]\w*_\w*(?=\(|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}

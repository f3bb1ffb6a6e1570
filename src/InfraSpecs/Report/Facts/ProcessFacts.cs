namespace InfraSpecs.Report;

/// <summary>What is recorded of one process: one file of a run.</summary>
internal sealed class ProcessFacts(string file)
{
    public string File { get; } = file;

    public string? Run { get; set; }

    public long? Process { get; set; }

    public string? Assembly { get; set; }

    public DateTimeOffset? Started { get; set; }

    public string? Host { get; set; }

    public long? Cores { get; set; }

    public string? Os { get; set; }

    public string? Commit { get; set; }

    /// <summary>"26.1.5 (API 1.45)", for each engine once.</summary>
    public List<string> Engines { get; } = [];

    public List<SpecFacts> Specs { get; } = [];

    public List<ResourceFacts> Resources { get; } = [];

    public List<TaskFacts> Tasks { get; } = [];

    /// <summary>Works of fixtures and of the run.</summary>
    public Kept<WorkFacts> Works { get; } = new(500, 500);

    /// <summary>Waits of fixtures and of the run.</summary>
    public Kept<WaitFacts> Waits { get; } = new(200, 200);

    /// <summary>Faults that no spec owns.</summary>
    public Kept<FaultFacts> Faults { get; } = new(50, 50);

    /// <summary>What could not be recorded, and why.</summary>
    public Kept<string> Missing { get; } = new(5, 0);

    /// <summary>Null in a process that was killed, or still runs.</summary>
    public EndFacts? End { get; set; }

    /// <summary>The time of its last line.</summary>
    public long Last { get; set; }

    /// <summary>Lines that were no JSON.</summary>
    public int Unreadable { get; set; }

    /// <summary>Specs beyond those that are kept.</summary>
    public int Uncounted { get; set; }
}

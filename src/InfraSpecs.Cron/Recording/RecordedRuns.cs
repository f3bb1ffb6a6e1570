namespace InfraSpecs.Cron;

/// <summary>Builds runs from a clock's records: a start opens one, the end of the same process closes it.</summary>
internal sealed class RecordedRuns
{
    private readonly List<CronRun> _runs = [];
    private readonly List<int> _users = [];
    private readonly Dictionary<int, int> _open = [];

    /// <summary>How many have ended.</summary>
    public int Ended { get; private set; }

    /// <summary>How many have begun.</summary>
    public int Count => _runs.Count;

    public void Add(JobStartRecord start)
    {
        // A process number that comes again belongs to a new run, whatever became of the one before.
        _open[start.ProcessId] = _runs.Count;
        _runs.Add(new CronRun { Number = _runs.Count + 1, StartedAt = start.At, Command = start.Command });
        _users.Add(start.UserId);
    }

    public void Add(JobEndRecord end)
    {
        if (!_open.Remove(end.ProcessId, out var index)) return;
        _runs[index] = _runs[index] with { EndedAt = end.At, ExitCode = end.ExitCode, Signal = end.Signal, Output = end.Output };
        Ended++;
    }

    /// <summary>The runs so far.</summary>
    /// <param name="nameOf">The name of a user.</param>
    public IReadOnlyList<CronRun> ToList(Func<int, string> nameOf) => [.. _runs.Zip(_users, (run, user) => run with { User = nameOf(user) })];
}

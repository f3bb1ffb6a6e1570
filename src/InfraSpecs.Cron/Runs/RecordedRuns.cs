namespace InfraSpecs.Cron;

/// <summary>Builds runs from a clock's records: a start opens one, the end of the same process closes it.</summary>
/// <param name="job">A part of the command of the runs that count; null for all.</param>
internal sealed class RecordedRuns(string? job)
{
    private readonly List<CronRun> _runs = [];
    private readonly List<int> _users = [];
    private readonly Dictionary<int, int> _open = [];
    private readonly Dictionary<int, int> _interrupted = [];

    /// <summary>How many of the job's have begun.</summary>
    public int Begun { get; private set; }

    /// <summary>How many of the job's have ended.</summary>
    public int Ended { get; private set; }

    /// <summary>How many have begun of whatever job.</summary>
    public int All => _runs.Count;

    /// <summary>How many have begun of whatever job, and not ended.</summary>
    public int Open => _open.Count;

    public void Add(CommandStartRecord start)
    {
        // A process number that comes again belongs to a new run, whatever became of the one before.
        _interrupted.Remove(start.ProcessId);
        _open[start.ProcessId] = _runs.Count;
        _runs.Add(new CronRun { Number = _runs.Count + 1, StartedAt = start.At, Command = start.Command, Variables = start.Variables });
        _users.Add(start.UserId);
        if (Counts(start.Command)) Begun++;
    }

    public void Add(CommandEndRecord end)
    {
        if (!_open.Remove(end.ProcessId, out var index) && !_interrupted.Remove(end.ProcessId, out index)) return;
        _runs[index] = _runs[index] with { WasInterrupted = false, EndedAt = end.At, ExitCode = end.ExitCode, Signal = end.Signal, Output = end.Output };
        if (Counts(_runs[index].Command!)) Ended++;
    }

    /// <summary>The container or the daemon has ended. What is open ended with the container, or its end is still to be read.</summary>
    public void Interrupt()
    {
        foreach (var (process, index) in _open)
        {
            _runs[index] = _runs[index] with { WasInterrupted = true };
            _interrupted[process] = index;
        }

        _open.Clear();
    }

    /// <summary>The runs so far.</summary>
    /// <param name="nameOf">The name of a user.</param>
    public IReadOnlyList<CronRun> ToList(Func<int, string> nameOf) => [.. _runs.Zip(_users, (run, user) => run with { User = nameOf(user) })];

    private bool Counts(string command) => job is null || command.Contains(job, StringComparison.Ordinal);
}

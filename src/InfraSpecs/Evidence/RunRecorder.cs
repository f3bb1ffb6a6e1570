using System.Collections.Concurrent;
using InfraSpecs.Evidence;

namespace InfraSpecs.Extensibility;

/// <summary>
/// Writes into a file what happens in this process, as it happens: waits with their answers, what is started and removed, what engines tell of it, specs and their verdicts.
/// There is at most one in a process. A page is drawn of the files of a run. Secrets that rooms know, and what is plainly one, are masked before a line reaches the file.
/// </summary>
public sealed class RunRecorder : IAsyncDisposable
{
    /// <summary>Those of a run of hours would fill the memory; what is forgotten is at worst written twice.</summary>
    private const int ChangesKept = 10_000;

    private const int MostSeenMeanwhile = 3;

    /// <summary>Who waited in vain may look for the cause before it says so.</summary>
    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(5);

    /// <summary>A failure is not kept longer.</summary>
    private static readonly TimeSpan LookedAtWithin = TimeSpan.FromSeconds(1);

    private static RunRecorder? _current;

    private readonly RunFileWriter _writer;
    private readonly Func<RunScope?> _scope;
    private readonly HeldLines _held = new();
    private readonly ConcurrentDictionary<string, string> _changes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string Name)> _began = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Began, DateTimeOffset Ended)> _vain = new(StringComparer.Ordinal);
    private long _ids;
    private long _containers;

    private RunRecorder(string folder, RunFileWriter writer, RunRecorderOptions options) => (Folder, _writer, _scope, Time) = (folder, writer, options.Scope, options.Time);

    /// <summary>A wait takes longer than 2 s; raised again with each answer that differs from the one before, and when it is over.</summary>
    public event EventHandler<ShownWait>? Waiting;

    /// <summary>The recorder of this process; null where nothing is recorded.</summary>
    public static RunRecorder? Current => Volatile.Read(ref _current);

    /// <summary>The folder of the run, with a file for each of its processes.</summary>
    public string Folder { get; }

    /// <summary>Why nothing is recorded any more, as a full disk; null while all is well.</summary>
    public string? Trouble => _writer.Trouble;

    /// <summary>Milliseconds since the recording began.</summary>
    public long Now => _writer.Now;

    internal TimeProvider Time { get; }

    internal RunEvidence Evidence { get; } = new();

    /// <summary>What could not be removed.</summary>
    internal ConcurrentQueue<string> Left { get; } = new();

    /// <summary>What specs themselves have stopped, killed or paused, which is no finding then.</summary>
    internal KnownBreaks Breaks { get; } = new();

    internal void Break(string on, string what, BreakKind kind, DateTimeOffset? asked) =>
        Breaks.Begin(on, new KnownBreak(what, kind, Scope, Scope?.Spec is { } spec && _began.TryGetValue(spec, out var began) ? began.Name : null, asked ?? Time.GetUtcNow()));

    /// <summary>A container was made.</summary>
    internal void CountContainer() => Interlocked.Increment(ref _containers);

    internal RunScope? Scope => _scope();

    /// <summary>Begins to record. Where the file cannot be made, nothing is.</summary>
    /// <param name="options">Where to, and what is known of the process.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="InvalidOperationException">This process is recorded already.</exception>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public static RunRecorder Start(RunRecorderOptions options)
    {
        options.Validate();
        var folder = RunFolder.Create(options.Folder, options.Run, options.Time);
        var file = new FileStream(RunFolder.FileOf(folder, Environment.ProcessId), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        var recorder = new RunRecorder(folder, new RunFileWriter(file, SessionSecrets.Mask, options.Time), options);
        if (Interlocked.CompareExchange(ref _current, recorder, null) is not null)
        {
            file.Dispose();
            throw new InvalidOperationException("This process is recorded already; dispose of its recorder first.");
        }

        // An error of InfraSpecs that names a container says itself what is wrong with it.
        FailureText.SeenMeanwhile = failure => recorder.SeenMeanwhile(it => !failure.Contains(it.Name, StringComparison.Ordinal), failure);
        recorder.Write("run", options.Head());
        return recorder;
    }

    /// <summary>A spec begins.</summary>
    /// <param name="spec">Which.</param>
    public void Begin(RecordedSpec spec)
    {
        _began.TryAdd(spec.Spec, (Time.GetUtcNow(), spec.Name));
        Write("spec", spec);
    }

    /// <summary>A spec comes into a phase.</summary>
    /// <param name="spec">Its ID.</param>
    /// <param name="phase">"body", "down" once its body has ended and what it holds is disposed of, "end".</param>
    public void Enter(string spec, string phase)
    {
        if (phase == "end") _began.TryRemove(spec, out _);
        Write("phase", new { spec, phase });
    }

    /// <summary>How a spec ended; of one that is red, evidence was collected before (<see cref="CollectAsync"/>). A spec may be judged twice: what is red stays so.</summary>
    /// <param name="verdict">The verdict.</param>
    public void Judge(RecordedVerdict verdict)
    {
        Write("verdict", verdict);
        if (verdict.State is "passed" or "skipped") _held.Drop(verdict.Spec);
    }

    /// <summary>Collects evidence of a spec that fails: of what it holds and what is shared with it. Ends within the budget; what was not read by then is missing.</summary>
    /// <param name="scope">The spec and its class.</param>
    /// <param name="within">The budget.</param>
    /// <returns>What was found; it is in the file too.</returns>
    public async Task<RedEvidence> CollectAsync(RunScope scope, TimeSpan within)
    {
        var seen = await Evidence.LookAsync(scope, within, Time);
        // A look waits for what is being removed, and that is held then.
        var held = _held.Take(scope);
        foreach (var line in held) Write(line.Kind, line.Fields);
        foreach (var line in seen) Write(line.Kind, line.Fields);
        ContainerFacts[] containers = [.. held.Concat(seen).Select(it => it.Container).OfType<ContainerFacts>().DistinctBy(it => (it.Id, it.Name)).Select(it => Since(scope, it))];
        var causes = DiagnosisRules.Judge(new FailureFacts(containers));
        foreach (var cause in causes) Write("diag", new { spec = scope.Spec, rule = cause.Rule, sentence = cause.Sentence, todo = cause.Advice, facts = cause.Facts });
        return new RedEvidence(causes, containers);
    }

    /// <summary>For a claim that does not hold, before that is thrown: looks at what the spec holds.</summary>
    /// <param name="failure">What the failure says itself, which is not said twice.</param>
    /// <returns>What else was seen that may be why, a line each; at most 3.</returns>
    public async Task<IReadOnlyList<string>> SeenMeanwhileAsync(string failure)
    {
        await LookAsync();
        return SeenMeanwhile(_ => true, failure);
    }

    /// <summary>Writes what is not yet written, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.CompareExchange(ref _current, null, this) != this) return;
        FailureText.SeenMeanwhile = _ => [];
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        Write("end", new { containers = Interlocked.Read(ref _containers), left = Left.ToArray(), memory = process.PeakWorkingSet64 });
        await _writer.DisposeAsync();
    }

    /// <summary>A wait was in vain: what can be seen now is known to whoever says so.</summary>
    internal async Task LookAsync()
    {
        var scope = Scope ?? RunScope.All;
        foreach (var line in await Evidence.LookAsync(scope, LookedAtWithin, Time))
        {
            if (line.Container is { } container) Evidence.Know(scope, container);
        }
    }

    internal void Write(string kind, object fields) => _writer.Write(kind, fields);

    /// <summary>Writes a line if it says something else than the one before of its kind and key.</summary>
    internal void WriteChange(string kind, string key, object fields)
    {
        var said = $"{fields}";
        if (_changes.Count > ChangesKept) _changes.Clear();
        if (_changes.TryGetValue($"{kind} {key}", out var before) && before == said) return;
        _changes[$"{kind} {key}"] = said;
        Write(kind, fields);
    }

    internal long NextId() => Interlocked.Increment(ref _ids);

    private IReadOnlyList<string> SeenMeanwhile(Func<ContainerFacts, bool> mayBeSaid, string failure)
    {
        var scope = Scope ?? RunScope.All;
        ContainerFacts[] known = [.. _held.Containers(scope).Concat(Evidence.Known(scope)).Where(mayBeSaid).Select(it => Since(scope, it))];
        if (known.Length == 0) return [];
        var (since, before) = Vain(scope) is { } began ? (began, "Seen before that") : (BeganAt(scope), "Seen before this spec began");
        var now = since is { } from ? known.Where(it => it.EndedAt is not { } ended || ended >= from).Select(it => it.Since(from)) : known;
        var causes = DiagnosisRules.Judge(new FailureFacts([.. now])).Select(it => (Cause: it, When: "Seen meanwhile")).ToList();
        causes.AddRange(DiagnosisRules.Judge(new FailureFacts(known)).Where(it => !causes.Exists(said => said.Cause.Sentence == it.Sentence)).Select(it => (it, before)));
        return [.. causes.Where(it => !failure.Contains(it.Cause.Sentence, StringComparison.Ordinal)).Take(MostSeenMeanwhile).Select(it => $"{it.When}: {it.Cause}")];
    }

    /// <summary>A wait was in vain: what its failure tells was seen meanwhile, or before.</summary>
    /// <param name="scope">Whose it was.</param>
    /// <param name="took">How long it took.</param>
    internal void WaitedInVain(RunScope? scope, TimeSpan took) => _vain[(scope ?? RunScope.All).ToString()] = (Time.GetUtcNow() - took, Time.GetUtcNow());

    /// <summary>When the wait began whose failure is being told; null where it is none of a wait.</summary>
    private DateTimeOffset? Vain(RunScope scope) => _vain.TryGetValue(scope.ToString(), out var wait) && Time.GetUtcNow() - wait.Ended < ToldWithin ? wait.Began : null;

    private DateTimeOffset? BeganAt(RunScope scope) => scope.Spec is { } spec && _began.TryGetValue(spec, out var began) ? began.At : null;

    /// <summary>What a thing that several specs share said to one before is not why the next fails.</summary>
    private ContainerFacts Since(RunScope scope, ContainerFacts container)
    {
        var began = BeganAt(scope);
        return EndTold.Of(began is { } from ? container.Since(from) : container, Breaks, scope, began);
    }

    internal void Show(ShownWait wait) => Waiting?.Invoke(this, wait);

    /// <summary>Writes a line only if a spec of the scope is red.</summary>
    internal void Hold(RunScope scope, EvidenceLine line) => _held.Add(scope, line);
}

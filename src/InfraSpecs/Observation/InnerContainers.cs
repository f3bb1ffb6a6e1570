using System.Net;
using Docker.DotNet;
using InfraSpecs.Evidence;
using InfraSpecs.Observation;

namespace InfraSpecs.Extensibility;

/// <summary>
/// Containers that other engines run, as evidence of a spec that fails: what each printed last and how it stands, for the run file and for <see cref="DiagnosisRules"/>.
/// Nobody is asked anything before that.
/// </summary>
public sealed class InnerContainers : IEvidenceSource, IAsyncDisposable
{
    /// <summary>A removal is not kept longer by a look at what goes.</summary>
    private static readonly TimeSpan LookedAtWithin = TimeSpan.FromSeconds(1);

    private readonly RunRecorder _recorder;
    private readonly RunScope _owner;
    private readonly string _of;
    private readonly Func<CancellationToken, Task<IReadOnlyList<InnerContainer>>> _find;

    private int _isOver;

    private InnerContainers(RunRecorder recorder, string of, Func<CancellationToken, Task<IReadOnlyList<InnerContainer>>> find)
    {
        (_recorder, _owner, _of, _find) = (recorder, recorder.Scope ?? RunScope.All, of, find);
        recorder.Evidence.Add(this);
    }

    /// <summary>From here on a failure of the spec in which this is called, or of any spec if it is called for several, brings them.</summary>
    /// <param name="of">Whose they are: "tasks of the cluster".</param>
    /// <param name="find">Gives those that are worth a look, those that failed first; 20 will do. A failure of it is told in the run file.</param>
    /// <returns>Null where nothing is recorded.</returns>
    public static InnerContainers? Observe(string of, Func<CancellationToken, Task<IReadOnlyList<InnerContainer>>> find) =>
        RunRecorder.Current is { } recorder ? new InnerContainers(recorder, of, find) : null;

    /// <summary>Some are removed next: what there is of them is held until the verdict is known, and written if it is red. Takes at most 1 s.</summary>
    /// <param name="find">Gives those that go, likewise.</param>
    public async Task HoldAsync(Func<CancellationToken, Task<IReadOnlyList<InnerContainer>>> find)
    {
        if (Volatile.Read(ref _isOver) > 0) return;
        // Those that a collection is looking at stay until it has seen them.
        await _recorder.Evidence.SettleAsync(LookedAtWithin, _recorder.Time);
        var scope = _recorder.Scope ?? _owner;
        using var budget = new CancellationTokenSource(LookedAtWithin, _recorder.Time);
        // Whether the spec is red is not known yet: what a green one has stopped itself is not missing.
        await LookAsync(find, scope, (it, seen) => _recorder.Hold(scope, new EvidenceLine("log", new { res = it.Id, at = "removal", lines = seen.Lines }, seen.Facts)), (_, _) => { }, budget.Token);
    }

    /// <summary>All are removed next, and are no evidence after that.</summary>
    public async ValueTask DisposeAsync()
    {
        await HoldAsync(_find);
        Interlocked.Exchange(ref _isOver, 1);
        _recorder.Evidence.Remove(this);
    }

    Task IEvidenceSource.LookAsync(RunScope scope, Action<EvidenceLine> found, CancellationToken token) => _owner.Concerns(scope)
        ? LookAsync(
            _find, _owner,
            (it, seen) =>
            {
                found(new EvidenceLine("inspect", new { res = it.Id, at = "end", json = seen.Picture }));
                found(new EvidenceLine("log", new { res = it.Id, at = "failure", lines = seen.Lines }, seen.Facts));
            },
            (what, why) => found(new EvidenceLine("missing", new { what, why })),
            token)
        : Task.CompletedTask;

    private async Task LookAsync(
        Func<CancellationToken, Task<IReadOnlyList<InnerContainer>>> find, RunScope owner, Action<InnerContainer, Seen> write, Action<string, string> miss, CancellationToken token)
    {
        try
        {
            await Task.WhenAll((await find(token)).Select(it => LookAsync(it, owner, write, miss, token)));
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            miss(_of, e.Message);
        }
    }

    private async Task LookAsync(InnerContainer it, RunScope owner, Action<InnerContainer, Seen> write, Action<string, string> miss, CancellationToken token)
    {
        try
        {
            var tail = ContainerTail.ReadAsync(it.Engine, it.Id, token);
            var inspect = await it.Engine.Containers.InspectContainerAsync(it.Id, token);
            ContainerSecrets.Hide(inspect);
            var facts = ContainerPicture.Facts(inspect, await tail, _recorder.Evidence.Ahead) with
            {
                Name = it.Name, Broken = it.Stopped, Outer = await OuterEnd.ReadAsync(it, inspect, _recorder.Evidence.Ahead, _recorder.Time.GetUtcNow(), token),
            };
            _recorder.WriteChange("res", it.Id, new { res = it.Id, type = it.Type, name = it.Name, image = facts.Image, spec = owner.Spec, @class = owner.Class, collection = owner.Collection });
            write(it, new Seen(ContainerPicture.Of(inspect), await tail, facts));
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            // Who runs them keeps the last few alone.
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            miss($"what {it.Name} printed last", e.Message);
        }
    }

    private static bool IsNoAnswer(Exception e) =>
        e is DockerApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException or InfraSpecsException or AggregateException;

    /// <param name="Picture">For the page.</param>
    /// <param name="Lines">What it printed last.</param>
    /// <param name="Facts">For the rules.</param>
    private sealed record Seen(object Picture, IReadOnlyList<string[]> Lines, ContainerFacts Facts);
}

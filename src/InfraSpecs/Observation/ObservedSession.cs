using System.Collections.Concurrent;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Evidence;

namespace InfraSpecs.Observation;

/// <summary>
/// What an engine tells of a session's containers, for the run file: their events as they come, what each is once it runs, and of a spec that fails what its containers
/// printed last. It has a client of its own: an engine that is lost is told by who waits for it, not by who only looks on.
/// </summary>
internal sealed class ObservedSession : IEvidenceSource, IAsyncDisposable
{
    /// <summary>A removal is not kept longer by a look at what goes.</summary>
    private static readonly TimeSpan LookedAtWithin = TimeSpan.FromSeconds(1);

    private readonly RunRecorder _recorder;
    private readonly IDockerClient _client;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, RunScope> _owners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (RunScope Scope, Task Task)> _leaving = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Name, RunScope Scope)> _made = new(StringComparer.Ordinal);
    private readonly LiveOutput _live;
    private readonly ContainerNews _news;
    private readonly Task _following;

    private ObservedSession(RunRecorder recorder, IDockerClient client, Session session, TimeProvider time)
    {
        (_recorder, _client, _time, _live) = (recorder, client, time, new LiveOutput(recorder, client, time));
        _news = new ContainerNews(recorder, id => _ = LearnAsync(id), Gone);
        recorder.Evidence.Add(this);
        _following = FollowAsync($"{Session.IdLabel}={session.Labels[Session.IdLabel]}");
    }

    /// <returns>Null where nothing is recorded.</returns>
    public static ObservedSession? Begin(EngineChoice engine, Session session, EngineVersion version, TimeProvider time)
    {
        if (RunRecorder.Current is not { } recorder) return null;
        recorder.Write("engine", new { session = session.Id.ToString("N"), version = version.Engine, api = $"{version.Api}", endpoint = $"{engine.Endpoint}" });
        return new ObservedSession(recorder, engine.Configuration.GetDockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan).Build(), session, time);
    }

    /// <summary>A container was made, and is not started yet.</summary>
    public void Made(string id, string name, string image)
    {
        var scope = _recorder.Scope ?? RunScope.All;
        (_owners[id], _made[id]) = (scope, (name, scope));
        _recorder.CountContainer();
        _recorder.Write("res", new { res = id, type = "container", name, image, spec = scope.Spec, @class = scope.Class, collection = scope.Collection });
    }

    /// <summary>A log of a container that a wait follows: its lines are evidence too, and are not read twice.</summary>
    /// <returns>Where they are kept, in little memory; null for a container that is not the session's.</returns>
    public LiveLines? Following(string id, string source) => _owners.ContainsKey(id) ? _live.Of(id, source) : null;

    /// <summary>A container is started: what it is then. One whose output nobody can read afterwards is followed.</summary>
    public async Task StartedAsync(string id)
    {
        ContainerInspectResponse? found = null;
        await LookAsync(async token => found = await SeeStartAsync(id, token));
        try
        {
            if (found is not null) await _live.FollowAsync(found, NameOf(id), _end.Token);
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            if (!_end.IsCancellationRequested) _recorder.Write("missing", new { res = id, what = $"output of {NameOf(id)}", why = e.Message });
        }
    }

    private async Task<ContainerInspectResponse> SeeStartAsync(string id, CancellationToken token)
    {
        var seen = await _client.Containers.InspectContainerAsync(id, token);
        ContainerSecrets.Hide(seen);
        _recorder.Write("inspect", new { res = id, at = "start", json = ContainerPicture.Of(seen) });
        return seen;
    }

    /// <summary>A container is removed next: what it printed last is held until its spec's verdict is known, and written if it is red.</summary>
    public async Task RemovingAsync(string id)
    {
        // One that a collection is looking at stays until it has seen it.
        await _recorder.Evidence.SettleAsync(LookedAtWithin, _time);
        if (!_owners.TryRemove(id, out var scope)) return;
        _recorder.Evidence.Forget(id);
        var seen = _leaving[id] = (scope, SeeLastAsync(id, scope));
        await seen.Task;
        _leaving.TryRemove(id, out _);
    }

    private async Task SeeLastAsync(string id, RunScope scope)
    {
        var isRead = false;
        await LookAsync(async token =>
        {
            var tail = TailAsync(id, token);
            var seen = await _client.Containers.InspectContainerAsync(id, token);
            _recorder.Hold(scope, new EvidenceLine("log", new { res = id, at = "removal", lines = await tail }, FactsOf(seen, await tail)));
            isRead = (await tail).Count > 0;
        });
        TellFollowed(id, isRead, line => _recorder.Hold(scope, line));
        _live.Forget(id);
    }

    public Task LookAsync(RunScope scope, Action<EvidenceLine> found, CancellationToken token) =>
        Task.WhenAll([
            .. _owners.Where(it => it.Value.Concerns(scope)).Select(it => LookAtAsync(it.Key, found, token)),
            // A body that ends at its timeout disposes of its things while its verdict is given.
            .. _leaving.Values.Where(it => it.Scope.Concerns(scope)).Select(it => it.Task),
        ]);

    /// <summary>It was removed by others, or by the engine at its end: what was read of it by then is all there is.</summary>
    private void Gone(string id)
    {
        if (!_owners.TryRemove(id, out var scope)) return;
        _recorder.Evidence.Forget(id);
        var facts = new ContainerFacts { Id = id, Name = NameOf(id), Status = "removed", LastLines = [.. FollowedOutput(id).Select(it => it[^1])] };
        TellFollowed(id, isRead: false, line => _recorder.Hold(scope, line with { Container = facts }));
        _live.Forget(id);
    }

    /// <summary>What was followed of a container: of its output only where it could not be read, for else it would be told twice.</summary>
    private void TellFollowed(string id, bool isRead, Action<EvidenceLine> tell)
    {
        foreach (var (source, followed) in _live.Read(id).Where(it => it.Source != LiveOutput.Output || !isRead))
        {
            var res = source == LiveOutput.Output ? id : $"{id}:{source}";
            var scope = _made[id].Scope;
            var name = $"{source} in {NameOf(id)}";
            if (res != id) _recorder.WriteChange("res", res, new { res, type = "log", name, spec = scope.Spec, @class = scope.Class, collection = scope.Collection });
            tell(new EvidenceLine("log", new LiveLog(res, followed)));
        }
    }

    private IReadOnlyList<string[]> FollowedOutput(string id) => _live.Read(id).FirstOrDefault(it => it.Source == LiveOutput.Output).Lines?.Read().Lines ?? [];

    private ContainerFacts FactsOf(ContainerInspectResponse seen, IReadOnlyList<string[]> tail) =>
        ContainerPicture.Facts(seen, tail.Count > 0 ? tail : FollowedOutput(seen.ID), _recorder.Evidence.Ahead);

    /// <summary>Empty where the engine keeps none, as with the log driver "none".</summary>
    private async Task<IReadOnlyList<string[]>> TailAsync(string id, CancellationToken token)
    {
        try
        {
            return await ContainerTail.ReadAsync(_client, id, token);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotImplemented)
        {
            return [];
        }
    }

    private string NameOf(string id) => _made.TryGetValue(id, out var made) ? made.Name : id;

    public async ValueTask DisposeAsync()
    {
        _recorder.Evidence.Remove(this);
        await _end.CancelAsync();
        await _following;
        _client.Dispose();
        _end.Dispose();
    }

    private async Task LookAtAsync(string id, Action<EvidenceLine> found, CancellationToken token)
    {
        try
        {
            var tail = TailAsync(id, token);
            var seen = await _client.Containers.InspectContainerAsync(id, token);
            found(new EvidenceLine("inspect", new { res = id, at = "end", json = ContainerPicture.Of(seen) }));
            found(new EvidenceLine("log", new { res = id, at = "failure", lines = await tail }, FactsOf(seen, await tail)));
            TellFollowed(id, isRead: (await tail).Count > 0, found);
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            found(new EvidenceLine("missing", new { res = id, what = "what it printed last", why = e.Message }));
            TellFollowed(id, isRead: false, found);
        }
    }

    /// <summary>A container is in trouble, of which a failure that comes now shall be able to tell. What a spec itself has broken, and what is being removed, is in none.</summary>
    private async Task LearnAsync(string id)
    {
        if (_recorder.Breaks.Now(id) is not null || !_owners.TryGetValue(id, out var scope)) return;
        await LookAsync(token => LookAtAsync(id, line => Learn(scope, line), token));
        if (!_owners.ContainsKey(id)) _recorder.Evidence.Forget(id);
    }

    private void Learn(RunScope scope, EvidenceLine line)
    {
        if (line.Container is { } container) _recorder.Evidence.Know(scope, container);
    }

    private async Task LookAsync(Func<CancellationToken, Task> look)
    {
        using var budget = new CancellationTokenSource(LookedAtWithin, _time);
        try
        {
            await look(budget.Token);
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            // It is gone, or the engine is: whoever uses it is told so, and nobody else needs to be.
        }
    }

    private async Task FollowAsync(string label)
    {
        var asked = new ContainerEventsParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>>
            {
                ["type"] = new Dictionary<string, bool> { ["container"] = true },
                ["label"] = new Dictionary<string, bool> { [label] = true },
            },
        };
        try
        {
            await _client.System.MonitorEventsAsync(asked, _news, _end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The session is over.
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            _recorder.Write("missing", new { what = "events of the engine from here on", why = e.Message });
        }
    }

    private static bool IsNoAnswer(Exception e) => EngineCall.IsLoss(e) || e is DockerApiException or TimeoutException or OperationCanceledException or ObjectDisposedException;
}

using System.Collections.Concurrent;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;
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
    private readonly ContainerNews _news;
    private readonly Task _following;

    private ObservedSession(RunRecorder recorder, IDockerClient client, Session session, TimeProvider time)
    {
        (_recorder, _client, _time, _news) = (recorder, client, time, new ContainerNews(recorder, id => _ = LearnAsync(id)));
        recorder.Evidence.Add(this);
        _following = FollowAsync($"{Session.IdLabel}={session.Labels[Session.IdLabel]}");
    }

    /// <returns>Null where nothing is recorded.</returns>
    public static ObservedSession? Begin(IDockerEndpointAuthenticationConfiguration endpoint, Session session, EngineVersion version, TimeProvider time)
    {
        if (RunRecorder.Current is not { } recorder) return null;
        recorder.Write("engine", new { session = session.Id.ToString("N"), version = version.Engine, api = $"{version.Api}", endpoint = $"{endpoint.Endpoint}" });
        return new ObservedSession(recorder, endpoint.GetDockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan).Build(), session, time);
    }

    /// <summary>A container was made, and is not started yet.</summary>
    public void Made(string id, string name, string image)
    {
        var scope = _recorder.Scope ?? RunScope.All;
        _owners[id] = scope;
        _recorder.CountContainer();
        _recorder.Write("res", new { res = id, type = "container", name, image, spec = scope.Spec, @class = scope.Class });
    }

    /// <summary>A container is started: what it is then.</summary>
    public Task StartedAsync(string id) => LookAsync(async token =>
    {
        var seen = await _client.Containers.InspectContainerAsync(id, token);
        ContainerSecrets.Hide(seen);
        _recorder.Write("inspect", new { res = id, at = "start", json = ContainerPicture.Of(seen) });
    });

    /// <summary>A container is removed next: what it printed last is held until its spec's verdict is known, and written if it is red.</summary>
    public async Task RemovingAsync(string id)
    {
        // One that a collection is looking at stays until it has seen it.
        await _recorder.Evidence.SettleAsync(LookedAtWithin, _time);
        if (!_owners.TryRemove(id, out var scope)) return;
        _recorder.Evidence.Forget(id);
        await LookAsync(async token =>
        {
            var tail = ContainerTail.ReadAsync(_client, id, token);
            var seen = await _client.Containers.InspectContainerAsync(id, token);
            _recorder.Hold(scope, new EvidenceLine("log", new { res = id, at = "removal", lines = await tail }, ContainerPicture.Facts(seen, _recorder.BrokenOf(id), await tail)));
        });
    }

    public Task LookAsync(RunScope scope, Action<EvidenceLine> found, CancellationToken token) =>
        Task.WhenAll(_owners.Where(it => it.Value.Concerns(scope)).Select(it => LookAtAsync(it.Key, found, token)));

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
            var tail = ContainerTail.ReadAsync(_client, id, token);
            var seen = await _client.Containers.InspectContainerAsync(id, token);
            found(new EvidenceLine("inspect", new { res = id, at = "end", json = ContainerPicture.Of(seen) }));
            found(new EvidenceLine("log", new { res = id, at = "failure", lines = await tail }, ContainerPicture.Facts(seen, _recorder.BrokenOf(id), await tail)));
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            found(new EvidenceLine("missing", new { res = id, what = "what it printed last", why = e.Message }));
        }
    }

    /// <summary>A container is in trouble, of which a failure that comes now shall be able to tell. What a spec itself has broken, and what is being removed, is in none.</summary>
    private async Task LearnAsync(string id)
    {
        if (_recorder.BrokenOf(id) is not null || !_owners.TryGetValue(id, out var scope)) return;
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

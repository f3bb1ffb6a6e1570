using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Evidence;

namespace InfraSpecs;

/// <summary>
/// Something that is broken on purpose, as a record says it: <see cref="NetworkFault"/>. It begins with <see cref="BeginAsync"/>. Disposing it heals it, and sees that it is healed. Several at
/// once compose, also two of a kind on one container. If this process is killed, the reaper heals it; if the helper container is, the kernel does.
/// </summary>
public sealed class Fault : IAsyncDisposable
{
    private readonly Container _helper;
    private readonly IReadOnlyList<string> _words;
    private readonly string _started;
    private readonly RecordedBreak _break = new();
    private readonly Lazy<Task<FaultEffect>> _end;
    private FaultEffect _last;

    private Fault(Container container, Container helper, IReadOnlyList<string> words, string started, string what)
    {
        (Container, _helper, _words, _started, What) = (container, helper, words, started, what);
        _last = new FaultEffect { Container = container.Name, Fault = what };
        _end = new Lazy<Task<FaultEffect>>(HealOnceAsync);
    }

    /// <summary>What is broken.</summary>
    public Container Container { get; }

    /// <summary>The fault in words, with the seed of its chance: "5 % of packets lost, both ways, seed 7".</summary>
    public string What { get; }

    private string TableWord => _words[0];

    /// <summary>Breaks the network of a container, from outside: its image and its processes are left as they are. A small helper container joins its network namespace, with the right to
    /// administrate that and no other. A restart of the container ends the fault, and is told.</summary>
    /// <param name="container">The container, which runs in a network of its own. A Swarm's node has one as its <c>Container</c>.</param>
    /// <param name="fault">What is wrong.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The fault cannot be meant.</exception>
    /// <exception cref="FaultException">The engine's kernel cannot do it, the container has no network of its own, or a peer has no address.</exception>
    /// <exception cref="ContainerException">The container does not run.</exception>
    public static async Task<Fault> BeginAsync(Container container, NetworkFault fault, CancellationToken token)
    {
        fault.Validate();
        var engine = container.Engine;
        var seen = await FaultHelper.FindAsync(engine, container.Id, token) ?? throw ContainerException.Removed(container.Name, "a fault", TimeSpan.Zero);
        if (seen.State is not { Running: true }) throw await ContainerEnd.ExceptionAsync(engine.Client, engine.Time, container.Id, "a fault", TimeSpan.Zero, token, container.Known());
        if (seen.HostConfig?.NetworkMode is "host" or "none") throw FaultException.NoOwnNetwork(container.Name, seen.HostConfig.NetworkMode);

        var seed = fault.Seed ?? Random.Shared.Next();
        var what = fault.InWords(seed);
        var peers = (await Task.WhenAll(fault.Peers.Select(it => it.FindAsync(container, token)))).SelectMany(it => it).Distinct();
        string[] words = [$"table=infraspecs-{Guid.NewGuid():N}"[..25], .. fault.Words(seed, peers)];
        var started = $"{seen.State.StartedAt}";
        var labels = new Dictionary<string, string> { [FaultHelper.TargetLabel] = container.Id, [FaultHelper.StartLabel] = started, [FaultHelper.WordsLabel] = what };
        var helper = await Recording.WorkAsync("act", $"{container.Name}: {what}", () => StartAsync(container, what, words, labels, token));
        var begun = new Fault(container, helper, words, started, what);
        begun._break.Begin(what, container.Id, container.Name, BreakKind.Disturbs);
        return begun;
    }

    /// <summary>The faults that a container has, whoever began them, also those that have ended and were not disposed of. Disposing them heals them.</summary>
    /// <param name="container">The container.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<IReadOnlyList<Fault>> FindAsync(Container container, CancellationToken token)
    {
        var engine = container.Engine;
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{FaultHelper.TargetLabel}={container.Id}"] = true } };
        var found = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, token);
        var faults = await Task.WhenAll(found.Select(it => TakeAsync(container, it, token)));
        return [.. faults.OfType<Fault>()];
    }

    /// <summary>What it has done so far.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<FaultEffect> ReadAsync(CancellationToken token)
    {
        if (_end.IsValueCreated) return await _end.Value.WaitAsync(token);
        var said = await FaultHelper.CountAsync(_helper, _words, token);
        var ended = said is null ? "its helper container was ended" : await EndedAsync(token);
        return _last = (said is null ? _last : _last.With(said)) with { Ended = ended };
    }

    /// <summary>Ends it, and sees that nothing of it is left. <see cref="DisposeAsync"/> does the same.</summary>
    /// <returns>All that it has done.</returns>
    /// <exception cref="FaultException">Somebody else ended it before, while the container went on (<see cref="FaultReason.EndedEarly"/>). Or it was not seen to be healed
    /// (<see cref="FaultReason.NotHealed"/>), as where the engine does not answer.</exception>
    public async Task<FaultEffect> HealAsync()
    {
        try
        {
            return await _end.Value;
        }
        catch (Exception e) when (IsUnseen(e))
        {
            throw Unseen(e);
        }
    }

    /// <summary>Ends it, and sees that nothing of it is left. If the container has ended or was started again, the fault ended with its network, which is told in the evidence. Where the engine
    /// is lost, that does not hide another failure: the engine's disposal tells it.</summary>
    /// <exception cref="FaultException">As <see cref="HealAsync"/> says it.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Container.Engine.RemovingAsync($"{_helper.Name}, a fault of {Container.Name}", () => _end.Value);
        }
        catch (Exception e) when (IsUnseen(e))
        {
            throw Unseen(e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Container.Name}: {What}";

    /// <returns>Null if it was removed since it was listed.</returns>
    private static async Task<Fault?> TakeAsync(Container container, ContainerListResponse helper, CancellationToken token)
    {
        if (await FaultHelper.FindAsync(container.Engine, helper.ID, token) is not { } seen) return null;
        try
        {
            var held = await container.Engine.HoldAsync(helper.ID, token);
            return new Fault(container, held, [.. seen.Config!.Cmd ?? []], helper.Labels[FaultHelper.StartLabel], helper.Labels[FaultHelper.WordsLabel]);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotFound)
        {
            return null;
        }
    }

    private static async Task<Container> StartAsync(Container container, string what, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> labels, CancellationToken token)
    {
        var role = container.Engine.Session.Named?.RoleOf(container.Name) is { } named ? $"fault-{named}" : "fault";
        try
        {
            var (helper, said) = await FaultHelper.StartAsync(container.Engine, $"container:{container.Id}", role, words, labels, token);
            return helper ?? throw FaultException.Unsupported(container.Name, what, said);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotStarted)
        {
            // It may have ended in this very moment.
            if (await FaultHelper.FindAsync(container.Engine, container.Id, token) is not { State.Running: true })
                throw await ContainerEnd.ExceptionAsync(container.Engine.Client, container.Engine.Time, container.Id, "a fault", TimeSpan.Zero, token, container.Known());
            throw FaultException.Unsupported(container.Name, what, EngineMessage.Of(e.InnerException!), e);
        }
    }

    private async Task<FaultEffect> HealOnceAsync()
    {
        using var limit = new CancellationTokenSource(EngineHealth.Limit * 2, Container.Engine.Time);
        var effect = await Recording.WorkAsync("act", $"{Container.Name}: end of {What}", () => EndAsync(limit.Token));
        _break.End($"healed; {effect}");
        return effect;
    }

    private static bool IsUnseen(Exception e) => EngineCall.IsLoss(e) || e is EngineException or DockerApiException or OperationCanceledException or TimeoutException or ObjectDisposedException;

    private FaultException Unseen(Exception e) => FaultException.NotHealed(
        Container.Name, What, e is OperationCanceledException ? "the engine gave no answer in time" : EngineMessage.Of(e).Split('\n')[0], _helper.Name, e);

    private async Task<FaultEffect> EndAsync(CancellationToken token)
    {
        var (ran, code, said) = await FaultHelper.EndAsync(_helper, token);
        if (said.StartsWith("healed ", StringComparison.Ordinal)) _last = _last.With(said);
        var ended = await EndedAsync(token);
        _last = _last with { Ended = ended };
        if (ended is not null || (ran && code == 0 && said.StartsWith("healed ", StringComparison.Ordinal))) return _last;

        // The kernel removes the rules of a helper that is killed. That is looked at, not believed.
        var (isDone, seen) = await FaultHelper.RunAsync(Container.Engine, $"container:{Container.Id}", ["look", TableWord], token);
        if (!isDone && await EndedAsync(token) is { } late) return _last = _last with { Ended = late };
        if (!isDone) throw FaultException.NotHealed(Container.Name, What, $"the look whether it is healed failed: {seen}", _helper.Name);
        if (!seen.StartsWith("gone", StringComparison.Ordinal)) throw FaultException.NotHealed(Container.Name, What, "its rules are still there", _helper.Name);
        throw FaultException.EndedEarly(Container.Name, What, ran ? $"its helper container ended with code {code}" : "its helper container was ended or removed by somebody else", _last);
    }

    /// <returns>How the network that it was in has ended; null if it is there.</returns>
    private async Task<string?> EndedAsync(CancellationToken token) => await FaultHelper.FindAsync(Container.Engine, Container.Id, token) switch
    {
        null => $"{Container.Name} was removed",
        { State.Running: false } => $"{Container.Name} has ended",
        { State: var state } when $"{state!.StartedAt}" != _started => $"{Container.Name} was started again, with a network without it",
        _ => null,
    };
}

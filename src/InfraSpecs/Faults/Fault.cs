using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Evidence;

namespace InfraSpecs;

/// <summary>
/// Something that is broken on purpose, as a record says it: <see cref="NetworkFault"/>, <see cref="DiskFault"/>, <see cref="PauseFault"/>, <see cref="CpuFault"/>. It begins with BeginAsync.
/// Disposing it heals it, and sees that it is healed. Several at once compose, also two of a network on one container. If this
/// process is killed, the reaper heals it; if the helper container is, the kernel does.
/// </summary>
public sealed partial class Fault : IAsyncDisposable
{
    private readonly Container _helper;
    private readonly FaultProgram _program;
    private readonly IReadOnlyList<string> _words;
    private readonly string _started;
    private readonly RecordedBreak _break = new();
    private readonly Lazy<Task<FaultEffect>> _end;
    private FaultEffect _last;

    private Fault(Container container, Container helper, FaultPlan plan, string started)
    {
        (Container, _helper, _program, _words, _started, What) = (container, helper, plan.Program, plan.Words, started, plan.What);
        _last = new FaultEffect { Container = container.Name, Fault = plan.What, Unit = plan.Unit };
        _end = new Lazy<Task<FaultEffect>>(HealOnceAsync);
    }

    /// <summary>What is broken.</summary>
    public Container Container { get; }

    /// <summary>The fault in words, with the seed of its chance: "5 % of packets lost, both ways, seed 7".</summary>
    public string What { get; }

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
        var said = await FaultHelper.CountAsync(_helper, _program, _words, token);
        var ended = await EndedAsync(token) ?? (said is null ? "its helper container was ended" : null);
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

    /// <summary>Ends it, and sees that nothing of it is left. If the container has ended or was started again, the fault ended with it, which is told in the evidence. Where the engine
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
            var program = FaultProgram.Named(helper.Labels[FaultHelper.ProgramLabel]);
            var plan = new FaultPlan(program, helper.Labels[FaultHelper.WordsLabel], helper.Labels[FaultHelper.UnitLabel], [.. seen.Config!.Cmd ?? []], null);
            return new Fault(container, held, plan, helper.Labels[FaultHelper.StartLabel]);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotFound)
        {
            return null;
        }
    }

    private static async Task<Container> StartAsync(Container container, FaultPlan plan, IReadOnlyDictionary<string, string> labels, CancellationToken token)
    {
        var role = container.Engine.Session.Named?.RoleOf(container.Name) is { } named ? $"fault-{named}" : "fault";
        try
        {
            var (helper, said) = await FaultHelper.StartAsync(container.Engine, plan.Program, container.Id, role, plan.Words, labels, token);
            if (helper is null && plan.Folder is { } folder && FaultProgram.LacksFolder(said)) throw FaultException.FolderUnknown(container.Name, folder);
            return helper ?? throw FaultException.Unsupported(container.Name, plan.What, plan.Program, plan.Program.Sentence(said));
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotStarted)
        {
            // It may have ended in this very moment.
            if (await FaultHelper.FindAsync(container.Engine, container.Id, token) is not { State.Running: true })
                throw await ContainerEnd.ExceptionAsync(container.Engine.Client, container.Engine.Time, container.Id, "a fault", TimeSpan.Zero, token, container.Known());
            throw FaultException.Unsupported(container.Name, plan.What, plan.Program, EngineMessage.Of(e.InnerException!), e);
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
        var (isDone, seen) = await FaultHelper.RunAsync(Container.Engine, _program, Container.Id, ["look", .. _words.Take(1)], token);
        if (!isDone && await EndedAsync(token) is { } late) return _last = _last with { Ended = late };
        if (!isDone) throw FaultException.NotHealed(Container.Name, What, $"the look whether it is healed failed: {seen}", _helper.Name);
        if (!seen.StartsWith("gone", StringComparison.Ordinal)) throw FaultException.NotHealed(Container.Name, What, _program.Left, _helper.Name);
        throw FaultException.EndedEarly(Container.Name, What, ran ? $"its helper container ended with code {code}" : "its helper container was ended or removed by somebody else", _last);
    }

    /// <returns>How what it was in has ended; null if it is there.</returns>
    private async Task<string?> EndedAsync(CancellationToken token) => await FaultHelper.FindAsync(Container.Engine, Container.Id, token) switch
    {
        null => $"{Container.Name} was removed",
        { State.Running: false } => $"{Container.Name} has ended",
        { State: var state } when $"{state!.StartedAt}" != _started => $"{Container.Name} was started again, with {_program.Shares} without it",
        _ => null,
    };
}

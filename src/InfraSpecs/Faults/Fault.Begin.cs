using Docker.DotNet.Models;
using InfraSpecs.Evidence;

namespace InfraSpecs;

/// <content>How each kind begins.</content>
public sealed partial class Fault
{
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
        return await BeginAsync(container, seen => PlanAsync(container, fault, seen, token), token);
    }

    /// <summary>Breaks the disk that a container sees in a folder, from outside: its image is left as it is, its processes go on, and the real disk has nothing of it. A small helper container
    /// joins its process namespace and traces the processes, so that no debugger can meanwhile; each of their system calls takes some microseconds longer.</summary>
    /// <param name="container">The container, which runs with processes of its own. A Swarm's node has one as its <c>Container</c>.</param>
    /// <param name="fault">What is wrong, and where.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The fault cannot be meant.</exception>
    /// <exception cref="FaultException">The engine lets no container trace, the container has no such folder or no processes of its own, or it has a fault of that kind already.</exception>
    /// <exception cref="ContainerException">The container does not run.</exception>
    public static Task<Fault> BeginAsync(Container container, DiskFault fault, CancellationToken token)
    {
        fault.Validate();
        var seed = fault.Seed ?? Random.Shared.Next();
        var plan = new FaultPlan(FaultProgram.OfProcesses, fault.InWords(seed), DiskFault.Unit, fault.Words(seed), fault.Folder);
        return BeginAsync(container, seen => PlanAsync(container, plan, seen, token), token);
    }

    /// <summary>Lets all processes of a container stand still, those too that are executed in it later, until it is healed. Its engine does not know of it: what asks them waits, and health
    /// checks time out. A helper container does it, as for a <see cref="DiskFault"/>.</summary>
    /// <param name="container">The container, which runs with processes of its own. A Swarm's node has one as its <c>Container</c>.</param>
    /// <param name="fault">The fault, which has no choices.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="FaultException">The engine lets no container trace, the container has no processes of its own, or it has a fault of that kind already.</exception>
    /// <exception cref="ContainerException">The container does not run.</exception>
    public static Task<Fault> BeginAsync(Container container, PauseFault fault, CancellationToken token)
    {
        var plan = new FaultPlan(FaultProgram.OfProcesses, PauseFault.InWords, PauseFault.Unit, PauseFault.Words, null, BreakKind.Halts);
        return BeginAsync(container, seen => PlanAsync(container, plan, seen, token), token);
    }

    /// <summary>Lets all processes of a container have a share of one processor's time together, those too that are executed in it later. They are stopped when it is used up, and go on when there
    /// is more. Its engine does not know of it, and what it was limited to stays. A helper container does it, as for a <see cref="DiskFault"/>.</summary>
    /// <param name="container">The container, which runs with processes of its own. A Swarm's node has one as its <c>Container</c>.</param>
    /// <param name="fault">How much they have.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The fault cannot be meant.</exception>
    /// <exception cref="FaultException">The engine lets no container trace, the container has no processes of its own, or it has a fault of that kind already.</exception>
    /// <exception cref="ContainerException">The container does not run.</exception>
    public static Task<Fault> BeginAsync(Container container, CpuFault fault, CancellationToken token)
    {
        fault.Validate();
        var plan = new FaultPlan(FaultProgram.OfProcesses, fault.InWords, CpuFault.Unit, fault.Words, null);
        return BeginAsync(container, seen => PlanAsync(container, plan, seen, token), token);
    }

    private static async Task<Fault> BeginAsync(Container container, Func<ContainerInspectResponse, Task<FaultPlan>> planAsync, CancellationToken token)
    {
        var engine = container.Engine;
        var seen = await FaultHelper.FindAsync(engine, container.Id, token) ?? throw ContainerException.Removed(container.Name, "a fault", TimeSpan.Zero);
        if (seen.State is not { Running: true }) throw await ContainerEnd.ExceptionAsync(engine.Client, engine.Time, container.Id, "a fault", TimeSpan.Zero, token, container.Known());
        var plan = await planAsync(seen);
        var started = $"{seen.State.StartedAt}";
        var labels = new Dictionary<string, string>
        {
            [FaultHelper.TargetLabel] = container.Id, [FaultHelper.StartLabel] = started, [FaultHelper.WordsLabel] = plan.What, [FaultHelper.UnitLabel] = plan.Unit,
        };
        var helper = await Recording.WorkAsync("act", $"{container.Name}: {plan.What}", () => StartAsync(container, plan, labels, token));
        var begun = new Fault(container, helper, plan, started);
        begun._break.Begin(plan.What, container.Id, container.Name, plan.Kind);
        return begun;
    }

    private static async Task<FaultPlan> PlanAsync(Container container, NetworkFault fault, ContainerInspectResponse seen, CancellationToken token)
    {
        if (seen.HostConfig?.NetworkMode is "host" or "none") throw FaultException.NoOwnNetwork(container.Name, seen.HostConfig.NetworkMode);
        var seed = fault.Seed ?? Random.Shared.Next();
        var peers = (await Task.WhenAll(fault.Peers.Select(it => it.FindAsync(container, token)))).SelectMany(it => it).Distinct();
        string[] words = [$"table=infraspecs-{Guid.NewGuid():N}"[..25], .. fault.Words(seed, peers)];
        return new FaultPlan(FaultProgram.OfNetworks, fault.InWords(seed), NetworkFault.Unit, words, null);
    }

    private static async Task<FaultPlan> PlanAsync(Container container, FaultPlan plan, ContainerInspectResponse seen, CancellationToken token)
    {
        if (seen.HostConfig?.PidMode is { Length: > 0 } mode && mode != "private") throw FaultException.NoOwnProcesses(container.Name, mode);
        var others = await FindAsync(container, token);
        if (others.FirstOrDefault(it => it._program.IsAlone) is { } other) throw FaultException.AlreadyBroken(container.Name, plan.What, other.What);
        return plan;
    }
}

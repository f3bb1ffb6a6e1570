using InfraSpecs.Time;

namespace InfraSpecs;

/// <summary>A process that its container's clock does not reach: it lives in real time.</summary>
/// <param name="Process">The process.</param>
/// <param name="Program">Its program file in the container.</param>
/// <param name="Why">"a Go program, and Go asks the kernel itself what time it is"; or a static program.</param>
public sealed record UnreachedProcess(ContainerProcess Process, string Program, string Why)
{
    internal static async Task<IReadOnlyList<UnreachedProcess>> ListAsync(Container container, CancellationToken token)
    {
        var engine = container.Engine;
        var listing = container.ReadProcessesAsync(token);
        var inspected = await engine.Client.Containers.InspectContainerAsync(container.Id, token);
        var own = (await listing).OfMain;
        var commands = own.Select(Command).Distinct().ToList();
        var programs = await Task.WhenAll(commands.Select(it => EntryProgram.FindAsync(engine, container.Id, inspected.Config!, it, token)));
        var found = commands.Zip(programs).ToDictionary(it => it.First, it => it.Second);
        return [.. from process in own
                   let program = found[Command(process)]
                   where program.OutOfReach is not null
                   select new UnreachedProcess(process, program.Path, program.OutOfReach!)];
    }

    private static string Command(ContainerProcess process) => process.CommandLine.Split(' ')[0];
}

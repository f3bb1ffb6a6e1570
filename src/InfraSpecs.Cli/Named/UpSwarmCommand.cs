using System.CommandLine;
using System.Text.RegularExpressions;
using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs up swarm [NAME]</c>: a Swarm of several nodes.</summary>
internal static partial class UpSwarmCommand
{
    private const string UsualName = "dev";
    private const int MostSeconds = 86_400;

    public static Command Create() => Create("swarm", "Starts a Swarm of several nodes with a registry, and a docker context that leads to it.", null);

    /// <summary>The same with a stack that must be named: <c>infraspecs up stack FILE [NAME]</c>.</summary>
    public static Command CreateForStack() => Create(
        "stack", "Starts a Swarm, and deploys a compose file on it.", new Argument<string>("file") { Description = "The compose file, as FILE or NAME=FILE." });

    private static Command Create(string verb, string description, Argument<string>? only)
    {
        var name = NamedArgument.Create(UsualName);
        var file = new Option<string?>("--file", "-f") { Description = "A description of the cluster (swarm.yml). What is said here beside it holds before what is said there." };
        var managers = new Option<int>("--managers") { Description = "How many managers: 1, 3, 5 or 7.", DefaultValueFactory = _ => 1 };
        var workers = new Option<int>("--workers") { Description = "How many workers.", DefaultValueFactory = _ => 3 };
        var ports = new Option<int[]>("--port") { Description = "A port of the manager that is reached from here; may be given several times." };
        var stacks = new Option<string[]>("--stack") { Description = "A compose file that is deployed, as FILE or NAME=FILE; may be given several times." };
        var wait = new Option<bool>("--wait") { Description = "Waits until the stacks have converged, and says why not." };
        var within = new Option<int>("--within") { Description = "How many seconds --wait waits for each stack.", DefaultValueFactory = _ => 60 };
        var plain = new Option<bool>("--no-visualizer") { Description = "Without the page that draws the cluster." };
        var command = new Command(verb, description);
        within.Validators.Add(said =>
        {
            if (said.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var seconds) && seconds is >= 1 and <= MostSeconds)) said.AddError($"--within is '{text}'; it must be seconds, 1 to {MostSeconds}.");
        });
        command.Validators.Add(said =>
        {
            if (said.GetResult(within) is { Implicit: false } && !said.GetValue(wait)) said.AddError("--within says how long --wait waits; say that too.");
        });
        if (only is not null) command.Add(only);
        command.Add(name);
        foreach (var option in (Option[])[file, managers, workers, ports, stacks, wait, within, plain]) command.Add(option);
        command.SetVerb(async (parsed, output, token) =>
        {
            var plan = new UpSwarmPlan
            {
                Name = parsed.GetValue(name)!,
                Options = new SwarmOptions { Managers = parsed.GetValue(managers), Workers = parsed.GetValue(workers), ManagerPorts = parsed.GetValue(ports) ?? [] },
                Stacks = [.. (only is null ? [] : new[] { parsed.GetValue(only)! }).Concat(parsed.GetValue(stacks) ?? []).Select(StackOf)],
                WaitsWithin = parsed.GetValue(wait) ? TimeSpan.FromSeconds(parsed.GetValue(within)) : null,
            };
            if (parsed.GetValue(file) is { } described) plan = await SwarmDescription.ReadAsync(described, plan, token);
            // What somebody typed holds before what a file says.
            if (parsed.GetResult(managers) is { Implicit: false }) plan = plan with { Options = plan.Options with { Managers = parsed.GetValue(managers) } };
            if (parsed.GetResult(workers) is { Implicit: false }) plan = plan with { Options = plan.Options with { Workers = parsed.GetValue(workers) } };
            if (parsed.GetValue(plain)) plan = plan with { HasVisualizer = false };
            return await RunAsync(new EngineOptions(), plan, output, token);
        });
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, UpSwarmPlan plan, VerbOutput output, CancellationToken token)
    {
        var context = new DockerContext(plan.Name);
        await context.ThrowIfTakenAsync(token);
        return await UpCommand.RunAsync(options, new NamedThing(NamedCluster.Kind, plan.Name), async (engine, progress, linked) =>
        {
            foreach (var image in new[] { plan.Options.Image, plan.Options.Registry.Image }) await progress.HaveAsync(image, linked);
            var cluster = await SwarmCluster.StartAsync(engine, plan.Started, linked);
            progress.Say(FailureText.Count(cluster.Nodes.Count, "node"), $"ready   {FailureText.Seconds(progress.Elapsed, 1)}");
            var named = await NamedLookup.FindSwarmAsync(engine, plan.Name, "up", linked);
            foreach (var image in plan.Preload) progress.Say($"image {image}", $"on all nodes, as {await named.LoadAsync(image, linked)}");
            var page = plan.HasVisualizer ? await Visualizer.TryStartAsync(engine, named, progress, linked) : null;
            foreach (var stack in plan.Stacks) await DeployAsync(cluster, stack, plan.WaitsWithin, progress, linked);
            return async (_, last) =>
            {
                if (!DockerContext.CanLeadTo(engine)) return [$"no docker context: {NamedException.Elsewhere(context.Name, engine.Endpoint).Message.Split('\n')[0]}"];
                await context.WriteAsync(await named.ReadAccessAsync(last), last);
                return [$"docker --context {context.Name} node ls", .. page is null ? Array.Empty<string>() : [$"visualizer {cluster.Endpoint(Visualizer.Port)}"]];
            };
        }, output, token);
    }

    private static async Task DeployAsync(SwarmCluster cluster, (string Name, string File) stack, TimeSpan? within, UpProgress progress, CancellationToken token)
    {
        var options = new StackOptions { Name = stack.Name, File = stack.File, Environment = File.Exists(stack.File) ? VariablesIn(await File.ReadAllTextAsync(stack.File, token)) : [] };
        if (within is { } longest) options = options with { ConvergeWithin = longest };
        var deployed = await cluster.DeployStackAsync(options, token);
        foreach (var warning in deployed.Warnings) progress.Say("", warning);
        try
        {
            if (within is not null) await deployed.WaitUntilConvergedAsync(token);
        }
        catch (StackException e) when (e.Reason == StackReason.NotConverged)
        {
            throw NamedException.NotConverged(e);
        }

        progress.Say($"stack {stack.Name}", $"{(within is not null ? "converged" : "deployed")} {FailureText.Seconds(progress.Elapsed, 1)}");
    }

    /// <summary>What the docker command would put into the file: of this process's variables those that it names, and no others.</summary>
    internal static Dictionary<string, string> VariablesIn(string file) => Variable().Matches(file).Select(it => it.Groups[1].Value).Distinct()
        .Where(it => !it.StartsWith("DOCKER_", StringComparison.Ordinal) && Environment.GetEnvironmentVariable(it) is not null)
        .ToDictionary(it => it, it => Environment.GetEnvironmentVariable(it)!);

    /// <summary>"shop=stacks/shop.yml", or "stacks/shop.yml" for a stack that is called as its file.</summary>
    internal static (string Name, string File) StackOf(string said)
    {
        var equals = said.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !said[..equals].Contains('/') ? (said[..equals], said[(equals + 1)..]) : (Path.GetFileNameWithoutExtension(said).Split('.')[0], said);
    }

    [GeneratedRegex(@"\$\{?([A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex Variable();
}

/// <summary>What cluster to start, and what to have in it.</summary>
internal sealed record UpSwarmPlan
{
    private const int MostNodes = 99;

    public required string Name { get; init; }

    public required SwarmOptions Options { get; init; }

    /// <summary>What each manager may use, however many there are; null for what the options say.</summary>
    public NodeLimits? ManagerLimits { get; init; }

    /// <summary>What each worker may use, however many there are; null for what the options say.</summary>
    public NodeLimits? WorkerLimits { get; init; }

    /// <summary>Images that all nodes get.</summary>
    public IReadOnlyList<string> Preload { get; init; } = [];

    /// <summary>Stacks, by name and file, that are deployed.</summary>
    public IReadOnlyList<(string Name, string File)> Stacks { get; init; } = [];

    /// <summary>How long they are waited for; null if they are not.</summary>
    public TimeSpan? WaitsWithin { get; init; }

    public bool HasVisualizer { get; init; } = true;

    /// <summary>With what all nodes of a role have, and the visualizer's port.</summary>
    public SwarmOptions Started => Options with
    {
        NodeLimits = Limited(ManagerLimits, Options.Managers, ManagerName).Concat(Limited(WorkerLimits, Options.Workers, WorkerName)).Concat(Options.NodeLimits)
            .GroupBy(it => it.Key, it => it.Value).ToDictionary(it => it.Key, it => it.Last()),
        ManagerPorts = HasVisualizer ? [.. Options.ManagerPorts.Append(Visualizer.Port).Distinct()] : Options.ManagerPorts,
    };

    /// <param name="number">From 1.</param>
    public static string ManagerName(int number) => number == 1 ? "manager" : $"manager{number:00}";

    /// <param name="number">From 1.</param>
    public static string WorkerName(int number) => $"worker{number:00}";

    // A number that no cluster has is for the options to refuse.
    private static IEnumerable<KeyValuePair<string, NodeLimits>> Limited(NodeLimits? limits, int nodes, Func<int, string> nameOf) =>
        limits is null ? [] : Enumerable.Range(1, Math.Clamp(nodes, 0, MostNodes)).Select(it => KeyValuePair.Create(nameOf(it), limits));
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs break NAME NODE --kill | --disconnect | --drain | --slow 200ms</c>: what can happen to a node.</summary>
internal static class BreakCommand
{
    public static Command Create()
    {
        var (name, node) = (NamedArgument.Create(), new Argument<string>("node") { Description = "The node: manager, manager02, worker01." });
        var kill = new Option<bool>("--kill") { Description = "Kills it with all its tasks, as a loss of power. It stays down until it is mended." };
        var disconnect = new Option<bool>("--disconnect") { Description = "Cuts it off from the other nodes, as a pulled cable." };
        var drain = new Option<bool>("--drain") { Description = "Takes all tasks off it, and lets none come." };
        var slow = new Option<TimeSpan?>("--slow") { Description = "Delays what comes to it and what it sends by so much each: 200ms, 1.5s.", HelpName = "delay", CustomParser = ParseDelay };
        var command = new Command("break", "Breaks a node of a cluster; 'infraspecs mend' makes it whole again.") { name, node, kill, disconnect, drain, slow };
        command.Validators.Add(said =>
        {
            if (new[] { kill, disconnect, drain }.Count(said.GetValue) + (said.GetResult(slow) is null ? 0 : 1) != 1) said.AddError("Say one of --kill, --disconnect, --drain and --slow.");
        });
        command.SetVerb((parsed, output, token) => RunAsync(
            new EngineOptions(), parsed.GetValue(name)!, parsed.GetValue(node)!,
            parsed.GetValue(kill) ? NodeBreak.Kill : parsed.GetValue(drain) ? NodeBreak.Drain : parsed.GetValue(slow) is null ? NodeBreak.Disconnect : NodeBreak.Slow,
            parsed.GetValue(slow) ?? TimeSpan.Zero, output, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, string name, string node, NodeBreak how, TimeSpan delay, VerbOutput output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var cluster = await NamedLookup.FindSwarmAsync(engine, name, "break", token);
        var nodes = await cluster.ReadNodesAsync(token);
        var chosen = nodes.FirstOrDefault(it => it.Name == node) ?? throw NamedException.NoNode(name, node, [.. nodes.Select(it => it.Name)]);
        if (!chosen.IsRunning) throw NamedException.Broken(name, chosen);
        await (how switch
        {
            NodeBreak.Kill => cluster.KillAsync(chosen, token),
            NodeBreak.Disconnect => cluster.DisconnectAsync(chosen, token),
            NodeBreak.Slow => SlowAsync(options, name, chosen, delay, token),
            _ => cluster.DrainAsync(chosen, token),
        });
        var state = how switch { NodeBreak.Kill => "killed", NodeBreak.Disconnect => "cut off", NodeBreak.Slow => "slow", _ => "drained" };
        await output.WriteAsync(new { Name = name, Node = node, State = state }, [$"{node} is {state}; 'infraspecs mend {name} {node}' brings it back"]);
        return 0;
    }

    /// <summary>The helper container is a part of the cluster, and outlives this process.</summary>
    private static async Task SlowAsync(EngineOptions options, string name, NamedNode node, TimeSpan delay, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options with { Named = new NamedThing(NamedCluster.Kind, name) }, token);
        var container = await engine.HoldAsync(node.ContainerId, token);
        if ((await Fault.FindAsync(container, token)).Count > 0) throw NamedException.Slow(name, node);
        await Fault.BeginAsync(container, new NetworkFault { Delay = delay }, token);
        await engine.KeepAsync(token);
    }

    private static TimeSpan? ParseDelay(ArgumentResult said)
    {
        var text = said.Tokens.Count == 1 ? said.Tokens[0].Value : "";
        var (digits, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 0.001) : text.EndsWith('s') ? (text[..^1], 1) : ("", 0);
        if (double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * unit is > 0 and <= 60) return TimeSpan.FromSeconds(number * unit);
        said.AddError($"--slow is '{text}'; it must be a time up to a minute, as 200ms or 1.5s.");
        return null;
    }
}

/// <summary>What happens to a node.</summary>
internal enum NodeBreak
{
    Kill,
    Disconnect,
    Drain,
    Slow,
}

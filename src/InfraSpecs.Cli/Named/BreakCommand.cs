using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs break NAME NODE --kill | --disconnect | --drain</c>: what can happen to a node.</summary>
internal static class BreakCommand
{
    public static Command Create()
    {
        var (name, node) = (NamedArgument.Create(), new Argument<string>("node") { Description = "The node: manager, manager02, worker01." });
        var kill = new Option<bool>("--kill") { Description = "Kills it with all its tasks, as a loss of power. It stays down until it is mended." };
        var disconnect = new Option<bool>("--disconnect") { Description = "Cuts it off from the other nodes, as a pulled cable." };
        var drain = new Option<bool>("--drain") { Description = "Takes all tasks off it, and lets none come." };
        var command = new Command("break", "Breaks a node of a cluster; 'infraspecs mend' makes it whole again.") { name, node, kill, disconnect, drain };
        command.Validators.Add(said =>
        {
            if (new[] { kill, disconnect, drain }.Count(said.GetValue) != 1) said.AddError("Say one of --kill, --disconnect and --drain.");
        });
        command.SetVerb((parsed, output, token) => RunAsync(
            new EngineOptions(), parsed.GetValue(name)!, parsed.GetValue(node)!,
            parsed.GetValue(kill) ? NodeBreak.Kill : parsed.GetValue(drain) ? NodeBreak.Drain : NodeBreak.Disconnect, output, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, string name, string node, NodeBreak how, VerbOutput output, CancellationToken token)
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
            _ => cluster.DrainAsync(chosen, token),
        });
        var state = how switch { NodeBreak.Kill => "killed", NodeBreak.Disconnect => "cut off", _ => "drained" };
        await output.WriteAsync(new { Name = name, Node = node, State = state }, [$"{node} is {state}; 'infraspecs mend {name} {node}' brings it back"]);
        return 0;
    }
}

/// <summary>What happens to a node.</summary>
internal enum NodeBreak
{
    Kill,
    Disconnect,
    Drain,
}

using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>One deploy of a compose file.</summary>
internal static class StackDeploy
{
    private static readonly TimeSpan AskedWithin = TimeSpan.FromSeconds(10);

    /// <returns>What there is to be warned of.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Cluster cluster, StackOptions options, CancellationToken token)
    {
        options.Validate();
        var file = await ComposeFile.ReadAsync(options.File, options.Environment, token);
        file.ThrowIfAmbiguous();
        var folder = await StackFolder.ReadAsync(file, token);
        var ownership = await StackOwnership.BeginAsync(cluster, options, file, token);
        var left = ownership.IsNew ? await StackVolumes.FindAsync(cluster, options.Name, file, token) : [];
        try
        {
            var outcome = await StackCommand.RunAsync(cluster, options, folder, token);
            if (outcome.ExitCode != 0) throw await RefusedAsync(cluster, options, file, outcome, token);
            await ownership.EndAsync();
            var pruned = options.Prune ? await StackPrune.RunAsync(cluster, options, file, token) : [];
            return [.. file.UnknownVariables, .. file.Ignored, .. file.Misplaced, .. Paragraphs(file.Hide(outcome.Error)), .. left, .. await UnreachedAsync(cluster, file, token), .. pruned];
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, () => UndoAsync(cluster, options, ownership));
            throw;
        }
    }

    private static async Task<IEnumerable<string>> UnreachedAsync(Cluster cluster, ComposeFile file, CancellationToken token) =>
        file.VirtualServices.ToList() is [_, ..] services && await VirtualAddress.WhyNotAsync(cluster, token) is { } why
            ? services.Select(it => VirtualAddress.Warning($"{file.Path}:{it.Line}: service {it.Name}", why))
            : [];

    /// <summary>The command line goes on to the first thing that is refused, and leaves what came before. What cannot be removed is the cluster's to remove, by its IDs;
    /// its end tells what nobody could know.</summary>
    private static async ValueTask UndoAsync(Cluster cluster, StackOptions options, StackOwnership ownership)
    {
        try
        {
            await ownership.EndAsync();
        }
        catch (Exception e) when (IsOfManagers(e))
        {
            cluster.Made.Doubt($"what the failed deploy of stack {options.Name} made, which the managers could not be asked: {EngineMessage.Of(e)}");
            throw;
        }

        if (ownership.IsNew) await StackRemoval.RunAsync(cluster, options.Name, ofAll: false, CancellationToken.None);
    }

    private static bool IsOfManagers(Exception e) => e is InfraSpecsException or DockerApiException or TimeoutException || NodeConnection.IsNoAnswer(e);

    private static async Task<StackException> RefusedAsync(Cluster cluster, StackOptions options, ComposeFile file, ExecOutcome outcome, CancellationToken token)
    {
        // Warnings come first, the reason last; several errors of one kind are a list.
        var lines = outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var raw = lines is [.., var last] ? last.TrimStart('*', ' ') : $"the docker command ended with exit code {outcome.ExitCode} and said nothing";
        var found = file.Locate(raw, options.Name) ?? file.Locate(file.Hide(raw), options.Name);
        var said = file.Hide(raw, found);
        IReadOnlyList<(ObjectKind Kind, string Name, int Line)> missing = [];
        try
        {
            missing = await MissingAsync(cluster, file, token).WaitAsync(AskedWithin, cluster.Time, token);
        }
        catch (Exception e) when (IsOfManagers(e))
        {
            // The command line's words are what there is to tell.
        }

        // The command line ends with the first thing that is wrong; what is missing too comes after it.
        var blamed = missing.Where(it => said.Contains(it.Name, StringComparison.Ordinal) && said.Contains(it.Kind.Word(), StringComparison.OrdinalIgnoreCase)).ToList();
        var line = blamed is [var undeclared, ..] ? undeclared.Line : found;
        List<string> facts = line is { } at ? [file.Quoted(at), .. file.Values(at)] : [];
        facts.AddRange(missing.Select(it => $"The cluster has no {it.Kind.Word()} \"{it.Name}\", which line {it.Line} calls external."));
        if (lines.Length > 1) facts.Add($"The docker command said:\n{file.Hide(string.Join('\n', lines), found)}");
        facts.AddRange(file.UnknownVariables);
        return StackException.Refused(options.Name, options.File, line, said, facts, blamed is [var first, ..] ? Advice(first.Kind)
            : ComposeKeys.Meant(raw) is { } meant ? $"{meant} Nothing that this deploy made for a new stack is left."
            : "mend what it names; nothing that this deploy made for a new stack is left.");
    }

    private static string Advice(ObjectKind kind) => kind switch
    {
        ObjectKind.Network => "make it before the stack: cluster.CreateNetworkAsync(name, new SwarmNetworkOptions { Attachable = true }, token).",
        ObjectKind.Secret => "make it before the stack: cluster.CreateSecretAsync(name, value, token).",
        _ => "make it before the stack: cluster.CreateConfigAsync(name, content, token).",
    };

    /// <summary>What the file calls external and the cluster does not have.</summary>
    private static async Task<IReadOnlyList<(ObjectKind Kind, string Name, int Line)>> MissingAsync(Cluster cluster, ComposeFile file, CancellationToken token)
    {
        var manager = cluster.Client;
        var there = new Dictionary<ObjectKind, IEnumerable<string?>>
        {
            [ObjectKind.Network] = (await manager.Networks.ListNetworksAsync(new(), token)).Select(it => it.Name),
            [ObjectKind.Secret] = (await manager.Secrets.ListAsync(token)).Select(it => it.Spec?.Name),
            [ObjectKind.Config] = (await manager.Configs.ListConfigsAsync(token)).Select(it => it.Spec?.Name),
        };
        return [.. file.Externals.Where(it => !there[it.Kind].Contains(it.Name))];
    }

    private static IEnumerable<string> Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(it => it.Replace('\n', ' '));
}

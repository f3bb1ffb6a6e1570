using System.Text;
using System.Text.Json;

namespace InfraSpecs.Swarm;

/// <summary>`docker stack deploy`, in the container of a manager. Files are there, in memory and for root alone, only while it runs.</summary>
internal static class StackCommand
{
    private const string Accounts = ".docker/config.json";

    // What a command line that does not end when it is told to has until it is killed is 5 s.
    private static readonly TimeSpan EndedWithin = TimeSpan.FromSeconds(10);

    // The command line runs beside its shell, which can be told to end it. $0 names the folder, $1 the compose file's folder in it.
    internal const string Script = """
        set -eu
        umask 077
        cli= folder=/dev/shm/$0
        mkdir "$folder"
        trap 'rm -rf "$folder"' EXIT
        trap 'kill $cli 2>/dev/null || :; { sleep 5; kill -9 $cli; } 2>/dev/null & wait $cli || :; kill $! 2>/dev/null || :; exit 143' TERM
        echo $$ > "$folder/.shell"
        tar -xf - -C "$folder"
        (cd "$folder/$1"; [ ! -d "$folder/.docker" ] || export DOCKER_CONFIG="$folder/.docker"; shift; exec "$@") &
        cli=$!
        wait $cli
        """;

    // One that has not begun yet, on a busy node, finds its folder there for some time, and does not begin. One that has may be about to say which process it is.
    internal const string End = """
        folder=/dev/shm/$0
        if mkdir "$folder" 2>/dev/null; then { sleep 5; rmdir "$folder"; } >/dev/null 2>&1 & exit 0; fi
        until shell=$(cat "$folder/.shell" 2>/dev/null) && [ -n "$shell" ]; do [ -d "$folder" ] || exit 0; sleep 0.02; done
        kill "$shell" && while kill -0 "$shell"; do sleep 0.02; done
        """;

    /// <exception cref="WaitException">It did not end within <see cref="StackOptions.DeployWithin"/>, and was ended.</exception>
    public static async Task<ExecOutcome> RunAsync(Cluster cluster, StackOptions options, StackFolder folder, CancellationToken token)
    {
        if (cluster.AttachedTo is { } machine) return await WithinAsync(cluster, options, linked => LocalDocker.DeployAsync(machine, options, linked), token);
        var container = cluster.Members.ReachableManager.RequireContainer("deploy a stack");
        var id = $"stack-{Guid.NewGuid():N}";
        try
        {
            return await WithinAsync(cluster, options, linked => RunInNodeAsync(cluster, container, id, options, folder, linked), token);
        }
        catch (Exception e) when (e is OperationCanceledException or WaitException { Reason: WaitReason.TimedOut })
        {
            // It would go on, and what it makes would be removed before it is made.
            using var limit = new CancellationTokenSource(EndedWithin, cluster.Time);
            await Undo.AfterAsync(e, async () => await container.ExecAsync(["sh", "-c", End, id], new ExecOptions { User = "root" }, limit.Token));
            throw;
        }
    }

    private static Task<ExecOutcome> WithinAsync(Cluster cluster, StackOptions options, Func<CancellationToken, Task<ExecOutcome>> run, CancellationToken token) =>
        Wait.UntilAsync($"`docker stack deploy {options.Name}`", async linked => Probe.Ready(await run(linked)), options.DeployWithin, token, cluster.Time);

    private static async Task<ExecOutcome> RunInNodeAsync(
        Cluster cluster, Container container, string id, StackOptions options, StackFolder folder, CancellationToken token)
    {
        var accounts = AccountsOf(cluster);
        await using var files = await folder.PackAsync(accounts is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [Accounts] = accounts }, token);
        using var output = new MemoryStream();
        var outcome = await container.PipeAsync(
            ["sh", "-c", Script, id, folder.Folder, .. Arguments(options, "compose.yml", withAccounts: accounts is not null)],
            new ExecOptions { Environment = options.Environment, User = "root" }, files, output, token);
        return outcome with { Output = Encoding.UTF8.GetString(output.ToArray()) };
    }

    public static IReadOnlyList<string> Arguments(StackOptions options, string file, bool withAccounts) =>
    [
        "docker", "stack", "deploy", "--detach=true", "--compose-file", file,
        .. withAccounts ? ["--with-registry-auth"] : Array.Empty<string>(), options.Name,
    ];

    /// <summary>What nodes pull from the cluster's own registry with, as the command line keeps it; null where that asks nobody.</summary>
    private static string? AccountsOf(Cluster cluster)
    {
        var registry = cluster.Registry.InternalAddress;
        if (cluster.AccountFor(registry + "/") is not { } account) return null;
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Username}:{account.Password}"));
        return JsonSerializer.Serialize(new { auths = new Dictionary<string, object> { [registry] = new { auth } } });
    }
}

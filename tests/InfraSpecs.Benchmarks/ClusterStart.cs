using System.Diagnostics;
using InfraSpecs.Swarm;

namespace InfraSpecs.Benchmarks;

/// <summary>A registry and a Swarm, beside a shell script that does the same through the docker CLI, in turns.</summary>
internal static class ClusterStart
{
    private const int Rounds = 5;

    // What is left is dockerd, which starts a containerd of its own: as in Debian's package and in docker:dind.
    private const string WithoutEntrypoint = "--entrypoint=env";

    // As a person writes it: everything at once, then what needs what came before. $1 is a prefix for names, $2 the number of workers,
    // $3 the registry's image, $4 the nodes' image; the rest are more arguments of docker run.
    private const string Script = """
        set -eu
        prefix=$1 workers=$2 registry=$3 image=$4; shift 4
        nodes="manager $(seq -f 'worker%02g' 1 "$workers")"
        docker network create "$prefix" >/dev/null
        docker run -d --name "$prefix-registry" --network "$prefix" --network-alias registry "$registry" >/dev/null &
        for node in $nodes; do
          docker run -d --privileged --name "$prefix-$node" --hostname "$node" --network "$prefix" --network-alias "$node" "$@" \
            "$image" dockerd --insecure-registry=registry:5000 --registry-mirror=http://registry:5000 >/dev/null &
        done
        wait
        for node in $nodes; do (until docker exec "$prefix-$node" docker info >/dev/null 2>&1; do sleep 0.1; done) & done
        wait
        docker exec "$prefix-manager" docker swarm init >/dev/null
        token=$(docker exec "$prefix-manager" docker swarm join-token -q worker)
        for node in $nodes; do
          [ "$node" = manager ] || docker exec "$prefix-$node" docker swarm join --token "$token" manager:2377 >/dev/null &
        done
        wait
        until [ "$(docker exec "$prefix-manager" docker node ls --format '{{.Status}}' | grep -c Ready)" = $((workers + 1)) ]; do sleep 0.1; done
        """;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var node = await engine.Images.GetAsync("dind", token);
        var registry = await engine.Images.GetAsync("registry", token);
        await OursAsync(3, new Samples());
        Samples ours = new(), plain = new(), quick = new();
        for (var i = 0; i < Rounds; i++)
        {
            await OursAsync(3, ours);
            await ScriptAsync(3, plain, WithoutEntrypoint);
            await ScriptAsync(3, quick);
        }

        List<Row> rows =
        [
            new("a registry, a manager and 3 workers, all ready, median", ours.Median, plain.Median, "ms", "<= 0.75 x a shell script", ours.Median <= 0.75 * plain.Median,
                $"{Rounds} starts of each, in turns; the script does all it can side by side, and its nodes start dockerd as Debian's package does. "
                + $"With this project's node image the script takes {quick.Median:0} ms"),
        ];
        foreach (var nodes in (int[])[2, 4, 8, 16])
        {
            Samples mine = new(), theirs = new();
            await OursAsync(nodes - 1, mine);
            await ScriptAsync(nodes - 1, theirs, WithoutEntrypoint);
            rows.Add(new($"a registry and {nodes} nodes, all ready", mine.Median, theirs.Median, "ms", "reported", true, "one start of each"));
        }

        return rows;

        async Task OursAsync(int workers, Samples samples)
        {
            SwarmCluster? cluster = null;
            await samples.TimeAsync(async () => cluster = await SwarmCluster.StartAsync(engine, new SwarmOptions { Workers = workers }, token));
            await cluster!.DisposeAsync();
        }

        async Task ScriptAsync(int workers, Samples samples, params string[] arguments)
        {
            var prefix = $"floor-{engine.Session.ShortId}-{samples.Count}";
            try
            {
                await samples.TimeAsync(() => ShellAsync([Script, "floor", prefix, $"{workers}", registry, node, .. arguments]));
            }
            finally
            {
                await ShellAsync(["docker rm -fv $(docker ps -aq --filter name=^$1-) >/dev/null; docker network rm $1 >/dev/null", "floor", prefix]);
            }
        }

        async Task ShellAsync(IEnumerable<string> command)
        {
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", .. command]) { RedirectStandardError = true })!;
            var error = await shell.StandardError.ReadToEndAsync(token);
            await shell.WaitForExitAsync(token);
            if (shell.ExitCode != 0) throw new InvalidOperationException($"The shell script failed:\n{error}");
        }
    }
}

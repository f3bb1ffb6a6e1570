using System.Diagnostics;
using InfraSpecs.Swarm;

namespace InfraSpecs.Benchmarks;

/// <summary>From the deploy of the tutorial's stack until HAProxy hands its answer on, beside a shell script that does the same through the docker CLI, in turns.</summary>
internal static class StackReady
{
    private const int Rounds = 5;

    // As a person writes it. $1 is the manager's container, $2 the compose file, $3 HAProxy's address.
    private const string Script = """
        set -eu
        docker exec -i "$1" docker stack deploy --detach=true -c - echo <"$2" >/dev/null
        until [ "$(docker exec "$1" docker stack services --format '{{.Replicas}}' echo | grep -c 3/3)" = 2 ]; do sleep 0.1; done
        until curl -fso /dev/null "$3"; do sleep 0.1; done
        """;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        await using var cluster = await SwarmCluster.StartAsync(engine, new SwarmOptions { ManagerPorts = [80] }, token);
        foreach (var image in (string[])["example/echo:latest", "example/nginx-proxy:latest", "example/haproxy:latest"]) await cluster.Registry.PushAsync(image, token);
        await using var network = await cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, token);
        await using var ingress = await cluster.DeployStackAsync(new StackOptions { Name = "ingress", File = FileNamed("ingress.yml") }, token);
        await ingress.WaitUntilConvergedAsync(token);
        using var http = new HttpClient();
        var options = new StackOptions { Name = "echo", File = FileNamed("webapi.yml"), StableFor = TimeSpan.Zero };
        await OursAsync(options, new Samples());
        Samples ours = new(), floor = new(), stable = new();
        for (var i = 0; i < Rounds; i++)
        {
            await OursAsync(options, ours);
            await ScriptAsync();
            await OursAsync(options with { StableFor = TimeSpan.FromSeconds(1) }, stable);
        }

        return
        [
            new("a stack of two services x 3, converged and answering through HAProxy, from deploy, median", ours.Median, floor.Median, "ms", "<= 1.1 x a shell script", ours.Median <= 1.1 * floor.Median,
                $"{Rounds} deploys of each, in turns, without a stability window; the script asks every 0.1 s"),
            new("the same with the stability window of 1 s", stable.Median, floor.Median, "ms", "reported", true, "the script has none"),
        ];

        async Task OursAsync(StackOptions stack, Samples samples)
        {
            Stack? echo = null;
            await samples.TimeAsync(async () =>
            {
                echo = await cluster.DeployStackAsync(stack, token);
                await echo.WaitUntilConvergedAsync(token);
                await AnswersAsync();
            });
            await GoneAsync(echo!);
        }

        async Task ScriptAsync()
        {
            await floor.TimeAsync(async () =>
            {
                using var shell = Process.Start(new ProcessStartInfo("sh",
                    ["-c", Script, "floor", cluster.Manager.Container!.Id, options.File, cluster.Endpoint(80).ToString()]) { RedirectStandardError = true })!;
                var error = await shell.StandardError.ReadToEndAsync(token);
                await shell.WaitForExitAsync(token);
                if (shell.ExitCode != 0) throw new InvalidOperationException($"The shell script failed:\n{error}");
            });
            await GoneAsync(await cluster.DeployStackAsync(options, token));
        }

        // HAProxy is empty before the next round.
        async Task GoneAsync(Stack echo)
        {
            await echo.RemoveAsync(token);
            await Wait.UntilAsync("HAProxy without a backend", async linked => await StatusAsync(linked) == 503 ? Probe.Ready(true) : Probe.NotYet<bool>("it has one"),
                TimeSpan.FromSeconds(30), token);
        }

        async Task AnswersAsync() => await Wait.UntilAsync(
            "an answer through HAProxy", async linked => await StatusAsync(linked) is 200 ? Probe.Ready(true) : Probe.NotYet<bool>("none"), TimeSpan.FromSeconds(30), token,
                longestPause: TimeSpan.FromMilliseconds(100));

        async Task<int> StatusAsync(CancellationToken linked)
        {
            using var answer = await http.GetAsync(cluster.Endpoint(80), linked);
            return (int)answer.StatusCode;
        }
    }

    private static string FileNamed(string name) => Path.Combine(AppContext.BaseDirectory, "stacks", name);
}

using System.Net;
using System.Runtime.InteropServices;
using InfraSpecs.Visualizer;

const int Port = 8080;
const string Socket = "/var/run/docker.sock";

if (args is ["--check"]) return await HealthCheck.RunAsync(Port);
if (args is not [])
{
    await Console.Error.WriteLineAsync("usage: visualizer [--check]");
    return 2;
}

using var end = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);

using var engine = new EngineApi(Socket);
using var watch = new ClusterWatch(engine, TimeProvider.System);
using var server = new WebServer(new IPEndPoint(IPAddress.Any, Port), watch, new OwnHosts(Environment.GetEnvironmentVariable(OwnHosts.Variable)), TimeProvider.System);
var serving = server.RunAsync(end.Token);
Console.WriteLine($"The visualizer serves on port {Port}.");
await SayProblemAsync();
await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
return 0;

// The page says so as well, for as long as it is so.
async Task SayProblemAsync()
{
    try
    {
        var nodes = await engine.ReadNodesAsync(end.Token);
        Console.WriteLine($"The engine at {Socket} is a manager of a Swarm of {nodes.Length}.");
    }
    catch (EngineProblemException e)
    {
        await Console.Error.WriteLineAsync($"The cluster cannot be read. {e.Message}");
    }
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    end.Cancel();
}

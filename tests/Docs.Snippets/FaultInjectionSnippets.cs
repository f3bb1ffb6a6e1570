using InfraSpecs;
using InfraSpecs.MySql;

namespace Docs.Snippets;

/// <summary>The snippets of docs/fault-injection.md.</summary>
internal static class FaultInjectionSnippets
{
    public static async Task PartitionsAsync(Container a, Container b, CancellationToken token)
    {
        await using var cut = await Fault.BeginAsync(a, new NetworkFault { Loss = 1, Peers = [b] }, token);
        await using var deaf = await Fault.BeginAsync(a, new NetworkFault { Loss = 1, Peers = [b], Direction = FaultDirection.In }, token);
    }

    public static async Task NamesAsync(Container a, CancellationToken token)
    {
        await using var silent = await Fault.BeginAsync(a, new NetworkFault { Loss = 1, Peers = ["127.0.0.11"] }, token);
    }

    public static async Task DisksAsync(Engine engine, CancellationToken token)
    {
        await using var server = await MySqlServer.StartAsync(engine, new MySqlOptions { Database = "shop" }, token);
        await using var fault = await Fault.BeginAsync(server.Container, new DiskFault { Folder = "/var/lib/mysql", Full = true }, token);
    }
}

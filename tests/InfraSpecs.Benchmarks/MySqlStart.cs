using InfraSpecs.MySql;

namespace InfraSpecs.Benchmarks;

/// <summary>From nothing to a query over TCP, three ways, in turns.</summary>
internal static class MySqlStart
{
    private const int Rounds = 11;

    private static readonly MySqlOptions Server = new() { Database = "bench", User = "bench", Password = "bench" };

    // The template in the image fits only the settings it was made with, and scripts want a temporary server: what is left is what the
    // official image does at each first start.
    private static readonly MySqlOptions Official = Server with
    {
        Golden = false,
        Arguments = ["--lower-case-table-names=1"],
        InitScripts = [new InitScript("nothing.sql", "SELECT 1;")],
    };

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        await using var data = await DataVolumeContainer.CreateAsync(engine, "/var/lib/mysql", token);
        var own = Server with { Golden = false, Data = data };
        Samples golden = new(), initialised = new(), official = new();
        await StartAsync(own, new Samples());
        await StartAsync(Server, new Samples());
        for (var i = 0; i < Rounds; i++)
        {
            await StartAsync(Server, golden);
            await StartAsync(own, initialised);
        }

        for (var i = 0; i < 3; i++) await StartAsync(Official, official);
        var faster = official.Median / golden.Median;
        return
        [
            new("MySQL from a golden volume to a query over TCP, median", golden.Median, initialised.Median, "ms", "<= 1.15 x its own initialised data",
                golden.Median <= 1.15 * initialised.Median, $"{Rounds} starts of each, in turns; the floor is the same server on data of its own"),
            new("the same, beside the official way", golden.Median, official.Median, "ms", ">= 4 x faster", faster >= 4,
                $"the floor initialises, runs a script on a temporary server and starts again, 3 times; {faster:0.0} x"),
        ];

        async Task StartAsync(MySqlOptions options, Samples samples)
        {
            MySqlServer? server = null;
            await samples.TimeAsync(async () => server = await MySqlServer.StartAsync(engine, options, token));
            await server!.StopAsync(token);
            await server.DisposeAsync();
        }
    }
}

using InfraSpecs.MySql;

namespace InfraSpecs.Benchmarks;

/// <summary>The fingerprint of a million rows beside what the server does to look at each of them once.</summary>
internal static class FingerprintCost
{
    private const int Rounds = 7;

    private const string Table = """
        CREATE TABLE million (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(60), amount DECIMAL(12,2), born DATETIME(3), note VARCHAR(200));
        INSERT INTO million (name, amount, born, note) VALUES ('gihyo', 1.25, '2018-11-25 12:00:00.123', REPEAT('x', 50));
        """;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token) =>
        [await RowAsync(engine, "mysql", token), await RowAsync(engine, "mariadb", token)];

    private static async Task<Row> RowAsync(Engine engine, string image, CancellationToken token)
    {
        await using var server = await MySqlServer.StartAsync(engine, new MySqlOptions { Image = image, Database = "bench" }, token);
        await server.ScriptAsync(Table, token);
        for (var rows = 1; rows < 1_000_000; rows *= 2)
        {
            await server.ExecuteAsync(
                $"INSERT INTO million (name, amount, born, note) SELECT CONCAT('name ', id), id / 7, born + INTERVAL id SECOND, REPEAT(CHAR(97 + id % 26), id % 100) FROM million LIMIT {Math.Min(rows, 1_000_000 - rows)}",
                token);
        }

        Samples ours = new(), floor = new();
        await ReadAsync(new Samples());
        for (var i = 0; i < Rounds; i++)
        {
            await ReadAsync(ours);
            await floor.TimeAsync(async () =>
            {
                await server.QueryAsync("CHECKSUM TABLE million", token);
                await server.QueryAsync("SELECT COUNT(*) FROM million", token);
            });
        }

        return new($"fingerprint of 1,000,000 rows on {image}, median", ours.Median, floor.Median, "ms", "<= 1.5 x CHECKSUM TABLE and COUNT(*)",
            ours.Median <= 1.5 * floor.Median, $"{Rounds} of each, in turns; server {server.Version}");

        Task ReadAsync(Samples samples) =>
            samples.TimeAsync(() => DatabaseFingerprint.ReadAsync(server.ConnectionString, "bench", new FingerprintOptions(), token));
    }
}

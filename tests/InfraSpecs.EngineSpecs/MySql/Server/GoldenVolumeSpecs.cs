using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Server;

[RequiresEngine]
public sealed class GoldenVolumeSpecs(EngineFixture fixture) : IAsyncDisposable
{
    private const string Copied = "InfraSpecs: the data is a copy of a golden volume";

    // Nobody else has a golden volume for it.
    private readonly MySqlOptions _options = new() { Database = "golden" + Guid.NewGuid().ToString("N")[..8] };

    private readonly HashSet<string> _keys = [];

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task The_second_server_starts_from_a_copy_of_the_first_ones_template(string image)
    {
        var options = _options with { Image = image, InitScripts = [new InitScript("t.sql", "CREATE TABLE t (id INT); INSERT INTO t VALUES (1);")] };
        await using var first = await MySqlServer.StartAsync(fixture.Engine, options, Token);
        await first.ExecuteAsync("INSERT INTO t VALUES (2)", Token);
        await using var second = await MySqlServer.StartAsync(fixture.Engine, options, Token);

        await second.Container.WaitForOutputAsync(Copied, 1, TimeSpan.FromSeconds(5), Token);
        (await second.QueryAsync("SELECT id FROM t", Token)).Column<int>("id").Should().Equal(1);
        (await GoldenAsync(options)).Should().HaveCount(2);
        if (image == "mysql") (await IdAsync(first)).Should().NotBe(await IdAsync(second));
    }

    [Fact]
    public async Task A_server_that_begins_with_a_copy_renews_what_says_that_it_is_used()
    {
        var options = _options with { Image = "mariadb" };
        await (await MySqlServer.StartAsync(fixture.Engine, options, Token)).DisposeAsync();
        var before = await GoldenAsync(options);
        (await KeptAsync(fixture.Engine, before)).Bytes.Should().BeInRange(1_000_000, 1_000_000_000);

        await (await MySqlServer.StartAsync(fixture.Engine, options, Token)).DisposeAsync();
        (await GoldenAsync(options)).Should().BeEquivalentTo(before, "its use is known to 10 minutes");

        await using var later = await Engine.ConnectAsync(new EngineOptions { Time = new LaterTime() }, Token);
        await using var server = await MySqlServer.StartAsync(later, options, Token);
        await server.Container.WaitForOutputAsync(Copied, 1, TimeSpan.FromSeconds(5), Token);
        (await GoldenAsync(options)).Should().HaveCount(2).And.Contain(before.MinBy(it => it.Length)!).And.NotContain(before.MaxBy(it => it.Length)!);
        (await KeptAsync(later, before)).Should().Match<KeptVolume>(it => it.IsInUse && it.IsWhole && it.Bytes > 1_000_000);

        static async Task<KeptVolume> KeptAsync(Engine engine, IReadOnlyList<string> names) => (await GoldenVolumes.ListAsync(engine, Token)).Single(it => names.Contains(it.Name));
    }

    [Fact]
    public async Task Four_processes_that_start_at_once_make_one_template_and_all_get_a_whole_one()
    {
        var engines = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Engine.ConnectAsync(Token)));
        try
        {
            var options = _options with { Image = "mariadb" };
            var servers = await Task.WhenAll(engines.Select(engine => MySqlServer.StartAsync(engine, options, Token)));
            foreach (var server in servers)
            {
                await server.Container.WaitForOutputAsync(Copied, 1, TimeSpan.FromSeconds(5), Token);
                (await server.QueryAsync("SELECT DATABASE() AS db", Token)).Column<string>("db").Should().Equal(options.Database);
                await server.DisposeAsync();
            }

            (await GoldenAsync(options)).Should().HaveCount(2); // the template, and what says that it is whole
        }
        finally
        {
            foreach (var engine in engines) await engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task Golden_false_makes_its_own_data_and_no_template()
    {
        var options = _options with { Image = "mariadb", Golden = false };
        await using var server = await MySqlServer.StartAsync(fixture.Engine, options, Token);
        (await GoldenAsync(options)).Should().BeEmpty();
        (await server.Container.ReadMountsAsync(Token)).All.Should().ContainSingle();
    }

    [Fact]
    public async Task Data_that_is_there_is_never_replaced_by_the_template()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        var options = _options with { Image = "mariadb", Data = data };
        await using (var first = await MySqlServer.StartAsync(fixture.Engine, options, Token))
        {
            await first.Container.WaitForOutputAsync(Copied, 1, TimeSpan.FromSeconds(5), Token);
            await first.ExecuteAsync("CREATE TABLE kept (id INT)", Token);
        }

        await using var second = await MySqlServer.StartAsync(fixture.Engine, options, Token);
        (await second.QueryAsync("SELECT * FROM kept", Token)).Rows.Should().BeEmpty();
        (await GoldenAsync(options)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_copy_that_was_cut_short_is_made_again()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        var image = await fixture.Engine.Images.GetAsync("mariadb", Token);
        await using (var vandal = await fixture.Engine.StartAsync(fixture.Engine.NewContainer(image, "vandal").WithVolumesFrom(data).WithEntrypoint("sleep", "600"), Token))
        {
            string[] half = ["sh", "-c", "cd /var/lib/mysql && mkdir mysql && echo half > mysql/db.frm && touch .infraspecs-copying"];
            (await vandal.ExecAsync(half, Token)).ExitCode.Should().Be(0);
        }

        var options = _options with { Image = "mariadb", Data = data };
        await using var server = await MySqlServer.StartAsync(fixture.Engine, options, Token);
        (await GoldenAsync(options)).Should().HaveCount(2);
        (await server.ScriptAsync("SELECT COUNT(*) > 0 FROM mysql.global_priv", Token)).Should().EndWith("1\n");
    }

    [Fact]
    public async Task Where_another_process_makes_the_template_and_never_ends_a_server_makes_its_own_data()
    {
        var options = _options with { Image = "mariadb", ReadyWithin = TimeSpan.FromSeconds(15) };
        var image = await fixture.Engine.Images.GetAsync(options.Image, Token);
        var key = GoldenKey.Compute((await fixture.Engine.Client.Images.InspectImageAsync(image, Token)).ID, await options.WithPasswordsAsync(fixture.Engine, Token));
        // Half a template, and the builder's name taken.
        await fixture.Engine.Client.Volumes.CreateAsync(new() { Name = GoldenStock.Prefix + key }, Token);
        await using var stuck = fixture.Engine.NewContainer(image, "stuck").WithName(GoldenStock.Prefix + key).WithEntrypoint("sleep", "600").Build();
        await stuck.StartAsync(Token);
        await using var server = await MySqlServer.StartAsync(fixture.Engine, options, Token);
        (await server.QueryAsync("SELECT DATABASE() AS db", Token)).Column<string>("db").Should().Equal(options.Database);
        (await GoldenAsync(options)).Should().ContainSingle("nobody said that it is whole");
    }

    [Fact]
    public async Task A_template_that_could_not_be_made_leaves_no_volume()
    {
        var options = _options with { Image = "mariadb", InitScripts = [new InitScript("bad.sql", "SELEKT 1;")] };
        var start = () => MySqlServer.StartAsync(fixture.Engine, options, Token);
        await start.Should().ThrowAsync<InfraSpecsException>();
        (await GoldenAsync(options)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_template_that_is_given_up_while_it_is_made_leaves_no_volume_once_the_engine_is_let_go()
    {
        var options = _options with { Image = "mariadb" };
        await using (var engine = await Engine.ConnectAsync(Token))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var start = MySqlServer.StartAsync(engine, options, stop.Token);
            while ((await GoldenAsync(options)).Count < 2) await Task.Yield();
            await stop.CancelAsync();
            await start.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        }

        (await GoldenAsync(options)).Should().BeEmpty();
    }

    private static async Task<string?> IdAsync(MySqlServer server) =>
        (await server.QueryAsync("SELECT @@server_uuid AS id", Token)).Column<string>("id").Single();

    private async Task<IReadOnlyList<string>> GoldenAsync(MySqlOptions options)
    {
        var image = await fixture.Engine.Images.GetAsync(options.Image, Token);
        var key = GoldenKey.Compute((await fixture.Engine.Client.Images.InspectImageAsync(image, Token)).ID, await options.WithPasswordsAsync(fixture.Engine, Token));
        _keys.Add(key);
        var all = (await fixture.Engine.Client.Volumes.ListAsync(Token)).Volumes ?? [];
        return [.. all.Select(it => it.Name).Where(name => name.Contains(key, StringComparison.Ordinal))];
    }

    /// <summary>Time as it will be in a quarter of an hour.</summary>
    private sealed class LaterTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddMinutes(15);
    }

    // These templates are of use to nobody else.
    public async ValueTask DisposeAsync()
    {
        var all = (await fixture.Engine.Client.Volumes.ListAsync(CancellationToken.None)).Volumes ?? [];
        foreach (var name in all.Select(it => it.Name).Where(name => _keys.Any(name.Contains)).OrderByDescending(name => name.Length))
        {
            await fixture.Engine.Client.Volumes.RemoveAsync(name, false, CancellationToken.None);
        }
    }
}

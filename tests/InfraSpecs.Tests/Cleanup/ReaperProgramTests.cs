namespace InfraSpecs.Tests.Cleanup;

public sealed class ReaperProgramTests
{
    private static readonly IReadOnlyDictionary<string, string> AtOnce = new Dictionary<string, string> { ["RYUK_RECONNECTION_TIMEOUT"] = "0s" };

    [Theory]
    [InlineData("label=a=b", "ACK")]
    [InlineData("label=a=b&label=c=d", "ACK")]
    [InlineData("label=org.testcontainers.resource-reaper-session=0d2f\r", "ACK")]
    [InlineData("label=a%2Bb=c%26d", "ACK")]
    [InlineData("", "ACK")]
    [InlineData("label=", "NACK")]
    [InlineData("label==b", "NACK")]
    [InlineData("labl=x", "NACK")]
    [InlineData("label=a=b&", "NACK")]
    [InlineData("label=a=b&name=c", "NACK")]
    [InlineData("label=%zz", "NACK")]
    [InlineData("label=%2", "NACK")]
    [InlineData("label=a%00b", "NACK")]
    public async Task A_filter_is_taken_if_it_can_be_read(string line, string answer)
    {
        await using var reaper = new ReaperProgram(_ => "OK", new Dictionary<string, string>());
        using var client = await reaper.ConnectAsync();
        (await client.SayAsync(line)).Should().Be(answer);
        (await client.SayAsync("label=a=b")).Should().Be("ACK", "one line says nothing of the next");
    }

    [Fact]
    public async Task A_line_without_end_is_refused_as_a_whole()
    {
        await using var reaper = new ReaperProgram(_ => "OK", new Dictionary<string, string>());
        using var client = await reaper.ConnectAsync();
        (await client.SayAsync($"label={new string('x', 100_000)}")).Should().Be("NACK");
        (await client.SayAsync("label=a=b")).Should().Be("ACK");
    }

    [Fact]
    public async Task What_has_the_label_is_removed_kind_by_kind_and_nothing_that_is_only_mentioned()
    {
        await using var reaper = new ReaperProgram(Engine(), AtOnce);
        using (var client = await reaper.ConnectAsync()) await client.SayAsync("label=a=\"b\"&label=c");
        await reaper.WaitUntilItEndsAsync();
        reaper.Removed.Should().Equal(
            "/containers/c1?force=1&v=1", "/containers/c2?force=1&v=1", "/networks/n1", "/volumes/v1?force=1", "/images/sha256:i1?noprune=1",
            $"/containers/{Environment.MachineName}?force=1&v=1");
        reaper.Asked.Should().Contain("""GET /containers/json?all=1&filters={"label":["a=\"b\"","c"]}""")
            .And.Contain("""GET /images/json?filters={"dangling":["true"],"label":["a=\"b\"","c","infraspecs.image"]}""", "of images only those without a name that a session made for itself");
    }

    [Fact]
    public async Task It_looks_again_until_nothing_was_there_twice()
    {
        await using var reaper = new ReaperProgram(Engine(), AtOnce);
        using (var client = await reaper.ConnectAsync()) await client.SayAsync("label=a=b");
        await reaper.WaitUntilItEndsAsync();
        reaper.Asked.Count(it => it.StartsWith("GET /containers/", StringComparison.Ordinal)).Should().Be(3);
    }

    [Fact]
    public async Task As_long_as_one_client_is_there_it_waits()
    {
        await using var reaper = new ReaperProgram(Engine(), AtOnce);
        using (var stays = await reaper.ConnectAsync())
        {
            await stays.SayAsync("label=a=b");
            using (var goes = await reaper.ConnectAsync()) await goes.SayAsync("label=c=d");
            using (var comes = await reaper.ConnectAsync()) await comes.SayAsync("");
            (await stays.SayAsync("")).Should().Be("ACK");
            reaper.Removed.Should().BeEmpty();
        }

        await reaper.WaitUntilItEndsAsync();
        reaper.Removed.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Filters_of_its_environment_hold_without_any_client()
    {
        var variables = new Dictionary<string, string> { ["INFRASPECS_REAPER_FILTERS"] = "label=a=b\nlabl=x\nlabel=c=d", ["RYUK_CONNECTION_TIMEOUT"] = "10ms" };
        await using var reaper = new ReaperProgram(Engine(), variables);
        await reaper.WaitUntilItEndsAsync();
        reaper.Asked.Where(it => it.StartsWith("GET /networks", StringComparison.Ordinal)).Distinct()
            .Should().Equal("""GET /networks?filters={"label":["a=b"]}""", """GET /networks?filters={"label":["c=d"]}""");
        reaper.Removed.Should().Contain("/networks/n1");
    }

    [Fact]
    public async Task A_client_without_a_way_of_its_own_is_there_as_long_as_its_input_is_open()
    {
        await using var reaper = new ReaperProgram(Engine(), AtOnce);
        using var hold = await reaper.HoldAsync();
        await hold.StandardInput.WriteAsync("label=a=b\n");
        await hold.StandardInput.FlushAsync(ThisTest.Token);
        (await hold.StandardOutput.ReadLineAsync(ThisTest.Token)).Should().Be("ACK");
        reaper.Removed.Should().BeEmpty();
        hold.StandardInput.Close();
        await hold.WaitForExitAsync(ThisTest.Token);
        hold.ExitCode.Should().Be(0);
        await reaper.WaitUntilItEndsAsync();
        reaper.Removed.Should().Contain("/networks/n1");
    }

    [Fact]
    public async Task One_that_does_not_reach_its_engine_takes_no_filter_and_ends()
    {
        await using var reaper = new ReaperProgram(_ => "", new Dictionary<string, string>(), hasEngine: false);
        using var client = await reaper.ConnectAsync();
        (await client.SayAsync("label=a=b")).Should().Be("NACK");
        await reaper.WaitUntilItEndsAsync();
    }

    /// <summary>An engine that has one or two of each kind until they are removed, and mentions others where users may write.</summary>
    private static Func<string, string> Engine()
    {
        var removed = 0;
        return request =>
        {
            if (request.StartsWith("DELETE ", StringComparison.Ordinal)) Interlocked.Increment(ref removed);
            return request switch
            {
                "GET /_ping" => "OK",
                "GET /containers/json" => Volatile.Read(ref removed) > 0 ? "[]" :
                    """[{"Id":"c1","Labels":{"Id":"no","x":"\",\"Id\":\"no","y":"}]"},"Mounts":[{"Id":"no"}]}, { "Names":["Id"] , "Id":"c2","ImageID":"Id"},{"Id":"../no"},{"Id":""}]""",
                "GET /networks" => Volatile.Read(ref removed) > 2 ? "[]" : """[{"Name":"Id","Id":"n1","IPAM":{"Config":[{"Id":"no"}]},"Labels":{"Id":"no"}}]""",
                "GET /volumes" => Volatile.Read(ref removed) > 3 ? """{"Volumes":null,"Warnings":null}""" : """{"Volumes":[{"Labels":{"Name":"no"},"Name":"v1","Options":{"Name":"no"}}],"Name":"no"}""",
                "GET /images/json" => Volatile.Read(ref removed) > 4 ? "[]" : """[{"Id":"sha256:i1","RepoTags":["<none>:<none>"]}]""",
                _ => "",
            };
        };
    }
}

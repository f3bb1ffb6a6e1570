using Docs.Snippets;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Extensibility;

/// <summary>The room of docs/extending.md, with Debian's Redis.</summary>
[RequiresEngine]
public sealed class RedisRoomSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task A_room_of_ones_own_starts_answers_and_says_what_was_refused_without_its_password()
    {
        await using var redis = await RedisServer.StartAsync(fixture.Engine, new RedisOptions { Image = await ImageAsync(), Password = "open-sesame-7" }, Token);
        await redis.AskAsync(["INCR", "visits"], Token);
        (await redis.AskAsync(["INCR", "visits"], Token)).Should().Be("2");
        (await redis.Container.ReadProcessesAsync(Token)).Should().HaveProcess("redis-server");

        var ask = () => redis.AskAsync(["NOSUCH", "open-sesame-7"], Token);
        var refused = (await ask.Should().ThrowAsync<RedisException>()).Which;
        refused.Reason.Should().Be(RedisReason.CommandRefused);
        refused.Message.Should().Match($"{redis.Container.Name} refused NOSUCH.\n  It said:\n  | *unknown command*NOSUCH*\n  What to do: mend the command.")
            .And.Contain("***").And.NotContain("sesame");
    }

    [Fact]
    public async Task Options_that_cannot_be_meant_are_told_as_those_of_other_rooms()
    {
        var start = () => RedisServer.StartAsync(fixture.Engine, new RedisOptions { Image = " ", Password = null! }, Token);
        (await start.Should().ThrowAsync<InvalidOptionsException>()).Which.Errors.Should().Equal("Password is null, which it cannot be.");
        start = () => RedisServer.StartAsync(fixture.Engine, new RedisOptions { Image = " ", Password = "short" }, Token);
        (await start.Should().ThrowAsync<InvalidOptionsException>()).Which.Errors.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_room_whose_image_has_no_server_says_so_and_leaves_nothing()
    {
        var start = async () => RedisServer.StartAsync(fixture.Engine, new RedisOptions { Image = await fixture.Engine.Images.GetAsync("busybox", Token) }, Token);
        var failure = (await (await start()).Awaiting(it => it).Should().ThrowAsync<ContainerException>()).Which;
        failure.Reason.Should().Be(ContainerReason.NotStarted);
        failure.Message.Should().Contain("redis-server");
    }

    private async Task<string> ImageAsync() => await InlineImage.BuildAsync(
        fixture.Engine,
        "redis",
        $"""
        FROM {await fixture.Engine.Images.GetAsync("base", Token)}
        RUN apt-get update -o Acquire::Retries=5 && apt-get install -y --no-install-recommends -o Acquire::Retries=5 redis-server && rm -rf /var/lib/apt/lists/*

        """,
        Token);
}

namespace InfraSpecs.Tests.Connection;

public sealed class EngineConnectTests
{
    [Fact]
    public async Task A_socket_that_is_not_there_is_named()
    {
        var connect = () => Engine.ConnectAsync(new EngineOptions { Endpoint = new("unix:///nowhere/docker.sock") }, Token);
        var error = (await connect.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable)).Which;
        error.Message.Should().StartWith("No Docker engine answers at unix:///nowhere/docker.sock: there is no socket /nowhere/docker.sock.\n")
            .And.Contain("What to do: start Docker, or set DOCKER_HOST to an engine that runs.");
        error.Endpoint.Should().Be("unix:///nowhere/docker.sock");
    }

    [Fact]
    public async Task A_port_on_which_nobody_listens_is_named()
    {
        var connect = () => Engine.ConnectAsync(new EngineOptions { Endpoint = new("tcp://127.0.0.1:1") }, Token);
        (await connect.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable)).WithMessage("No Docker engine answers at tcp://127.0.0.1:1*refused*");
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_told_with_both_versions_and_the_minimum()
    {
        await using var old = new LoopbackServer((path, _) => path == "/version"
            ? Answer.Json("""{"Version":"20.10.24+dfsg1","ApiVersion":"1.41"}""")
            : new Answer(400, """{"message":"client version 1.44 is too new. Maximum supported API version is 1.41"}"""u8.ToArray()));
        var connect = () => Engine.ConnectAsync(new EngineOptions { Endpoint = EndpointOf(old.Address) }, Token);
        var error = (await connect.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.TooOld)).Which;
        error.Message.Should().StartWith(
            $"The Docker engine at tcp://{old.Address}/ is too old: it is 20.10.24+dfsg1 with API 1.41, and API 1.44 is the minimum.")
            .And.Contain("What to do: upgrade it to Docker 25 or later");
        error.Should().Match<EngineException>(it => it.ApiVersion == new Version(1, 41) && it.EngineVersion == "20.10.24+dfsg1");
    }

    [Theory]
    [InlineData("<html>It works!</html>")]
    [InlineData("{}")]
    public async Task What_answers_but_is_no_engine_is_not_taken_for_one(string answer)
    {
        await using var other = new LoopbackServer((_, _) => Answer.Json(answer));
        var connect = () => Engine.ConnectAsync(new EngineOptions { Endpoint = EndpointOf(other.Address) }, Token);
        await connect.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable);
    }

    [Fact]
    public async Task An_engine_that_accepts_and_says_nothing_is_given_up_at_the_deadline()
    {
        await using var silent = Listener.Answering(_ => null);
        var connect = () => Engine.ConnectAsync(new EngineOptions { Endpoint = EndpointOf(silent.Address), ConnectWithin = TimeSpan.FromSeconds(0.3) }, Token);
        (await connect.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable)).WithMessage("*: no answer within 0.3 s.*");
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_attempt()
    {
        await using var silent = Listener.Answering(_ => null);
        var connect = () => Engine.ConnectAsync(new EngineOptions { Endpoint = EndpointOf(silent.Address) }, new CancellationToken(canceled: true));
        await connect.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Options_are_checked_all_at_once()
    {
        var connect = () => Engine.ConnectAsync(new EngineOptions { Endpoint = new("docker.sock", UriKind.Relative), ConnectWithin = TimeSpan.Zero }, Token);
        var error = (await connect.Should().ThrowAsync<InvalidOptionsException>()).Which;
        error.Errors.Should().HaveCount(2);
        error.Message.Should().Contain("ConnectWithin is 00:00:00").And.Contain("Endpoint is docker.sock; it must be absolute");
    }

    private static Uri EndpointOf(string address) => new("tcp://" + address);
}

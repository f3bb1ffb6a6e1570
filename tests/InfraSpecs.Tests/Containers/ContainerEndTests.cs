using System.Net;
using Docker.DotNet;

namespace InfraSpecs.Tests.Containers;

public sealed class ContainerEndTests
{
    private static readonly DockerApiException Refusal = new(HttpStatusCode.Conflict, "container 0c5a is not running");

    [Fact]
    public async Task A_refusal_in_the_moment_in_which_the_caller_is_cancelled_is_a_cancellation()
    {
        using var caller = new CancellationTokenSource();
        var asking = () => ContainerEnd.AskAsync<int>(null!, TimeProvider.System, "0c5a", "an answer", () => RefuseAsync(caller), caller.Token);
        (await asking.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [Fact]
    public async Task So_it_is_where_it_would_be_asked_once_more()
    {
        using var caller = new CancellationTokenSource();
        var asking = () => ContainerEnd.AskEitherAsync<int>(null!, TimeProvider.System, "0c5a", () => RefuseAsync(caller), caller.Token);
        await asking.Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<int> RefuseAsync(CancellationTokenSource caller)
    {
        await caller.CancelAsync();
        throw Refusal;
    }
}

namespace InfraSpecs.Swarm.Tests.Cluster;

public sealed class ClusterPartsTests
{
    [Fact]
    public async Task Of_two_disposals_at_once_the_second_closes_nothing_that_the_first_needs()
    {
        List<string> done = [];
        var reset = new TaskCompletionSource();
        var parts = new ClusterParts { BeforeDisposal = ResetAsync, AfterDisposal = () => Did("after") };
        parts.Own(new Part(done));
        var first = parts.DisposeAsync().AsTask();
        var second = parts.DisposeAsync().AsTask();
        done.Should().BeEmpty();
        second.IsCompleted.Should().BeFalse();
        reset.SetResult();
        await Task.WhenAll(first, second);
        done.Should().Equal("reset", "closed", "after");

        async Task ResetAsync()
        {
            await reset.Task;
            done.Add("reset");
        }

        Task Did(string what)
        {
            done.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_reset_that_fails_keeps_no_part_open()
    {
        List<string> done = [];
        var parts = new ClusterParts { BeforeDisposal = () => throw new InvalidOperationException("no quorum") };
        parts.Own(new Part(done));
        await parts.Awaiting(it => it.DisposeAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>();
        await parts.DisposeAsync();
        done.Should().Equal("closed");
    }

    private sealed class Part(List<string> done) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            done.Add("closed");
            return ValueTask.CompletedTask;
        }
    }
}

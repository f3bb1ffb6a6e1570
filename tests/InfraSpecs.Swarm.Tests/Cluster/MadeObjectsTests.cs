namespace InfraSpecs.Swarm.Tests.Cluster;

public sealed class MadeObjectsTests
{
    [Fact]
    public async Task Whoever_cleans_up_waits_for_what_is_being_made_and_knows_it_then()
    {
        var made = new MadeObjects();
        var answer = new TaskCompletionSource<string>();
        var making = made.MakeAsync(() => answer.Task);
        var settling = made.SettleAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        settling.IsCompleted.Should().BeFalse();
        answer.SetResult("abc");
        await settling;
        made.Has("abc").Should().BeTrue();
        (await making).Should().Be("abc");
    }

    [Fact]
    public async Task What_is_never_answered_keeps_nobody_longer_than_said()
    {
        var made = new MadeObjects();
        _ = made.MakeAsync(() => new TaskCompletionSource<string>().Task);
        await made.SettleAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        made.Has("abc").Should().BeFalse();
    }

    [Fact]
    public async Task What_is_refused_is_waited_for_no_more()
    {
        var made = new MadeObjects();
        var making = () => made.MakeAsync(() => Task.FromException<string>(new InvalidOperationException("taken")));
        await making.Should().ThrowAsync<InvalidOperationException>();
        made.SettleAsync(TimeSpan.FromMinutes(1), TimeProvider.System).IsCompleted.Should().BeTrue();
    }
}

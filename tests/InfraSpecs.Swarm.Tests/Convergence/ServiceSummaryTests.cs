namespace InfraSpecs.Swarm.Tests.Convergence;

public sealed class ServiceSummaryTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private static readonly ServiceSummary Before = new(7, 100, 200, 0, null);

    [Fact]
    public void Only_more_tasks_that_run_and_are_not_all_yet_can_wait()
    {
        Before.SaysNothingNew(Before, Soon, due: false).Should().BeTrue();
        (Before with { Running = 150 }).SaysNothingNew(Before, Soon, due: false).Should().BeTrue();
        (Before with { Running = 200 }).SaysNothingNew(Before, Soon, due: false).Should().BeFalse();
        (Before with { Version = 8 }).SaysNothingNew(Before, Soon, due: false).Should().BeFalse();
        (Before with { Completed = 1 }).SaysNothingNew(Before, Soon, due: false).Should().BeFalse();
        (Before with { UpdateState = "paused" }).SaysNothingNew(Before, Soon, due: false).Should().BeFalse();
        Before.SaysNothingNew(null, Soon, due: false).Should().BeFalse();
    }

    [Fact]
    public void A_look_that_is_due_or_was_long_ago_cannot()
    {
        Before.SaysNothingNew(Before, Soon, due: true).Should().BeFalse();
        Before.SaysNothingNew(Before, TimeSpan.FromMilliseconds(300), due: false).Should().BeFalse();
    }
}

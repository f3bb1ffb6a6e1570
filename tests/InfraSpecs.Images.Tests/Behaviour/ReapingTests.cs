using static InfraSpecs.Images.Tests.Behaviour.Given;

namespace InfraSpecs.Images.Tests.Behaviour;

public sealed class ReapingTests
{
    private static readonly ImageProcess Main = Process(1, 0, "/app", "app");

    [Fact]
    public void An_orphan_that_stays_is_the_main_processs_fault() =>
        Reaping(null, Process(9, 1, "probe") with { IsZombie = true, Words = [] }).FindBreaches().Should().ContainSingle().Which.Should()
            .Match("PID 1, `app`, did not reap an orphan within 2 s. *tini*");

    [Fact]
    public void A_zombie_is_named_with_its_parent() =>
        Reaping(TimeSpan.Zero, Process(8, 7, "job") with { IsZombie = true, Words = [] }, Process(7, 1, "/worker", "worker", "a")).FindBreaches()
            .Should().Equal("`[job]` (pid 8) is a zombie: its parent, `worker a` (pid 7), does not wait for its children.");

    [Fact]
    public void Where_all_is_reaped_there_is_nothing_to_say() => Reaping(TimeSpan.Zero).FindBreaches().Should().BeEmpty();

    private static ImageReaping Reaping(TimeSpan? took, params ImageProcess[] others) => new()
    {
        Image = "app", Main = Main, Within = TimeSpan.FromSeconds(2), Took = took, Zombies = [.. others.Where(it => it.IsZombie)], Processes = [Main, .. others],
    };
}

namespace InfraSpecs.Cron.Tests.Recording;

public sealed class LoggedRunsSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Runs_are_numbered_by_matching_lines_and_keep_their_times()
    {
        var runs = Runs(total: 3, kept: 3);
        runs.Count.Should().Be(3);
        runs.All.Select(run => (run.Number, run.StartedAt)).Should().Equal((1, Noon), (2, Noon.AddMinutes(1)), (3, Noon.AddMinutes(2)));
        runs.Gaps.Should().Equal(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        runs.NotRecordedBecause.Should().Be("it is a static program");
    }

    [Fact]
    public void Where_only_the_last_are_kept_they_keep_their_numbers() =>
        Runs(total: 12_000, kept: 2).All.Select(run => run.Number).Should().Equal(11_999, 12_000);

    [Fact]
    public void One_run_has_no_gap() => Runs(total: 1, kept: 1).Gaps.Should().BeEmpty();

    private static CronRuns Runs(long total, int kept) => LoggedRuns.Read(
        new LogSnapshot
        {
            Container = "cron-1",
            Source = "/var/log/cron.log",
            Pattern = ".",
            LineCount = total * 2,
            MatchCount = total,
            Matches = [.. Enumerable.Range(0, kept).Select(index => new LogLine((total * 2) + index, Noon.AddMinutes(index), "Hello!", LogChannel.Output))],
            LastLines = [],
        },
        "it is a static program");
}

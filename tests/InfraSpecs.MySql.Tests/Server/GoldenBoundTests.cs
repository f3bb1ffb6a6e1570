namespace InfraSpecs.MySql.Tests;

public sealed class GoldenBoundTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_within_the_bound_stays() => Chosen([.. Enumerable.Range(1, GoldenBound.Volumes).Select(it => Volume($"{it}", it))]).Should().BeEmpty();

    [Fact]
    public void Beyond_it_those_go_whose_use_is_the_longest_ago() =>
        Chosen([.. Enumerable.Range(1, GoldenBound.Volumes + 3).Select(it => Volume($"{it}", minutesAgo: it))]).Should().Equal("23", "22", "21");

    [Fact]
    public void One_that_a_container_has_stays_and_the_next_goes_in_its_place() => Chosen(
        [.. Enumerable.Range(1, GoldenBound.Volumes + 2).Select(it => Volume($"{it}", it) with { IsInUse = it == 22 })]).Should().Equal("21", "20");

    [Fact]
    public void The_one_that_was_made_just_now_stays_whatever_it_takes() => Chosen(
        [Volume("made", 9, GoldenBound.Bytes + 1), Volume("other", 1)], made: "made").Should().Equal("other");

    [Fact]
    public void Large_ones_go_before_there_are_many() => Chosen(
        [Volume("small", 30, 1), Volume("large", 20, GoldenBound.Bytes - 2), Volume("new", 10, 4)]).Should().Equal("small", "large");

    [Fact]
    public void One_of_unknown_size_counts_as_a_usual_one() => Chosen(
        [Volume("unknown", 20) with { Bytes = null }, Volume("large", 10, GoldenBound.Bytes - GoldenBound.UnknownBytes + 1)]).Should().Equal("unknown");

    [Fact]
    public void What_nobody_used_for_two_weeks_goes_and_what_was_used_since_stays_however_old() => Chosen(
        [Volume("forgotten", 15 * 24 * 60), Volume("used", 60) with { Made = Now.AddYears(-1) }]).Should().Equal("forgotten");

    [Theory]
    [InlineData(4, false, false)]
    [InlineData(6, false, true)]
    [InlineData(6, true, false)]
    public void What_was_begun_and_has_no_container_goes_after_5_minutes(int minutesAgo, bool isInUse, bool goes) => Chosen(
        [Volume("begun", minutesAgo) with { IsWhole = false, IsInUse = isInUse, Bytes = null }]).Should().HaveCount(goes ? 1 : 0);

    private static IEnumerable<string> Chosen(IReadOnlyList<KeptVolume> volumes, string? made = null) => GoldenBound.Choose(volumes, Now, made).Select(it => it.Name);

    private static KeptVolume Volume(string name, int minutesAgo, long bytes = 100_000_000) =>
        new(name, Now.AddMinutes(-minutesAgo), Now.AddMinutes(-minutesAgo), bytes, IsWhole: true, IsInUse: false);
}

using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report.Facts;

public sealed class KeptTests
{
    [Fact]
    public void The_first_and_the_last_are_kept_and_all_are_counted()
    {
        var kept = Of(10);
        kept.Should().Equal(0, 1, 7, 8, 9);
        (kept.All, kept.Forgotten).Should().Be((10, 5));
        Of(4).Should().Equal(0, 1, 2, 3);
    }

    [Theory]
    [InlineData(10, 9)]
    [InlineData(1, 0)]
    public void Of_what_is_forgotten_the_last_and_the_count_stay(int all, int last)
    {
        var kept = Of(all);
        kept.KeepLast();
        kept.Should().Equal(last);
        kept.All.Should().Be(all);
    }

    private static Kept<int> Of(int count)
    {
        var kept = new Kept<int>(2, 3);
        for (var i = 0; i < count; i++) kept.Add(i);
        return kept;
    }
}

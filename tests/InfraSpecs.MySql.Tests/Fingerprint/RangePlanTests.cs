namespace InfraSpecs.MySql.Tests.Fingerprint;

public sealed class RangePlanTests
{
    [Theory]
    [InlineData(1, 1, 64, 0)]
    [InlineData(0, 63, 64, 0)]
    [InlineData(0, 64, 64, 1)]
    [InlineData(1, 1_000_000, 64, 14)]
    [InlineData(0, ulong.MaxValue, 1024, 54)]
    public void Ranges_are_as_narrow_as_their_number_allows(ulong first, ulong last, int most, int shift) =>
        RangePlan.ShiftFor(KeyKind.Unsigned, first, last, most).Should().Be(shift);

    [Theory]
    [InlineData(-130_000, -1, 64, 11)]
    [InlineData(-5, 5, 1024, 0)]
    [InlineData(long.MinValue, long.MaxValue, 1024, 54)]
    public void Ranges_of_signed_keys_are_as_narrow(long first, long last, int most, int shift) =>
        RangePlan.ShiftFor(KeyKind.Signed, unchecked((ulong)first), unchecked((ulong)last), most).Should().Be(shift);

    [Fact]
    public void Ranges_go_from_negative_keys_to_positive_ones()
    {
        var plan = new RangePlan(KeyKind.Signed, "id", 2);
        plan.Blocks(unchecked((ulong)-6L), 5).Select(block => $"{plan.Number(plan.First(block))}..{plan.Number(plan.Last(block))}").Should().Equal("-8..-5", "-4..-1", "0..3", "4..7");
    }

    [Fact]
    public void Neighbours_are_described_as_one()
    {
        var plan = new RangePlan(KeyKind.Signed, "id", 0);
        plan.Runs([Range(1), Range(2), Range(3), Range(7)]).Select(run => plan.Describe(run[0], run[^1])).Should().Equal("id 1 to 3", "id 7");
    }

    [Fact]
    public void Negative_keys_are_written_as_such()
    {
        var plan = new RangePlan(KeyKind.Signed, "id", 2);
        plan.Describe(Range(unchecked((ulong)-8L) >> 2), Range(unchecked((ulong)-8L) >> 2)).Should().Be("id -8 to -5");
    }

    [Fact]
    public void Wider_ranges_have_the_sums_of_their_parts()
    {
        var one = new RangeSum(4, 1, 0b01, [0b1100], null);
        var other = new RangeSum(5, 2, 0b11, [0b1010], null);
        RangeSum.Coarsen([one, other], 1, KeyKind.Signed).Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new RangeSum(2, 3, 0b10, [0b0110], null));
        RangeSum.Coarsen([one, other], 1, KeyKind.None).Should().ContainSingle().Which.Columns.Should().Equal(0b10110UL);
    }

    private static RangeSum Range(ulong block) => new(block, 1, block, [], null);
}

namespace InfraSpecs.EngineSpecs.Faults;

public sealed class FaultTableSpecs
{
    private const string Why = "docs/faults.md is drawn from these specs; eng/faults.sh draws it again";

    private static readonly string[] Rows = [.. File.ReadLines(FaultTable.Page()).Where(line => line.EndsWith(" | yes |", StringComparison.Ordinal))];

    private readonly FaultAttribute _fault = new("MySQL", "a full disk") { Names = "No space left" };

    [Fact]
    public void Each_fault_has_its_row() => FaultTable.Faults.Where(fault => Rows.Count(fault.IsOf) != 1).Select(fault => fault.Row).Should().BeEmpty(Why);

    [Fact]
    public void Each_row_has_its_fault() => Rows.Where(row => FaultTable.Faults.Count(fault => fault.IsOf(row)) != 1).Should().BeEmpty(Why);

    [Fact]
    public void A_first_line_without_the_cause_is_red() =>
        ((Action)(() => _fault.RowOf("it did not start.\n  | No space left"))).Should().Throw<Exception>().WithMessage("*it did not start.*No space left*All of it*");

    [Fact]
    public void A_row_has_its_first_line()
    {
        var row = _fault.RowOf("it did not start: No space left | on device.\nmore\n  Seen meanwhile: db-1 ended. What to do: mend it.\n  What to do: make room.\n");
        row.Should().Be(@"| MySQL | a full disk | it did not start: No space left \| on device. | make room. | yes |");
        _fault.IsOf(row).Should().BeTrue();
        _fault.IsOf(row.Replace("No space", "space", StringComparison.Ordinal)).Should().BeFalse();
    }

    [Fact]
    public void A_spec_without_the_attribute_is_told() =>
        ((Action)(() => "disk full".ShouldNameItsFault())).Should().Throw<InvalidOperationException>().WithMessage("A_spec_without_the_attribute_is_told has no ?Fault? for what it breaks.");
}

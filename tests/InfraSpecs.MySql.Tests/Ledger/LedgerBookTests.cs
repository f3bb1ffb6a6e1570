namespace InfraSpecs.MySql.Tests.Ledger;

public sealed class LedgerBookTests
{
    private readonly LedgerBook _book = new();

    [Fact]
    public void What_is_there_and_whole_is_not_lost()
    {
        Record(CommitState.Acknowledged);
        Compare((1, 1, true), (1, 2, true)).Should().HaveLostNothing();
    }

    [Fact]
    public void An_acknowledged_commit_of_which_nothing_is_there_is_lost()
    {
        Record(CommitState.Acknowledged, CommitState.Acknowledged);
        var report = Compare((1, 1, true), (1, 2, true));
        report.Lost.Should().ContainSingle().Which.Transaction.Should().Be(2);
        report.Torn.Should().BeEmpty();
    }

    [Fact]
    public void A_commit_in_doubt_may_be_there_or_not()
    {
        Record(CommitState.Acknowledged, CommitState.InDoubt, CommitState.InDoubt);
        var report = Compare((1, 1, true), (1, 2, true), (2, 1, true), (2, 2, true));
        report.Should().HaveLostNothing();
        (report.InDoubt, report.InDoubtPresent.Count).Should().Be((2, 1));
    }

    [Fact]
    public void A_commit_in_doubt_must_not_be_there_in_parts()
    {
        Record(CommitState.Acknowledged, CommitState.InDoubt);
        Compare((1, 1, true), (1, 2, true), (2, 1, true)).Torn.Should().ContainSingle().Which.Transaction.Should().Be(2);
    }

    [Fact]
    public void What_was_never_committed_must_not_be_there()
    {
        Record(CommitState.Acknowledged, CommitState.Abandoned);
        var report = Compare((1, 1, true), (1, 2, true), (2, 1, true), (2, 2, true));
        report.UnacknowledgedPresent.Should().ContainSingle();
        report.HasLostNothing.Should().BeFalse();
    }

    [Fact]
    public void A_damaged_row_and_a_stranger_are_named()
    {
        Record(CommitState.Acknowledged);
        Compare((1, 1, true), (1, 2, false), (99, 1, true)).DamagedRows.Should().Equal("row 2 of transaction 1", "transaction 99, which no writer has begun");
    }

    [Fact]
    public void Without_an_acknowledged_commit_nothing_is_proven()
    {
        Record(CommitState.InDoubt);
        var claim = () => Compare().Should().HaveLostNothing();
        claim.Should().Throw<Exception>().WithMessage("Expected * to have lost nothing, but no commit was acknowledged, which proves nothing.*");
    }

    [Fact]
    public void A_row_knows_when_one_letter_of_it_changes()
    {
        var row = LedgerRow.Make("run", 1, 1, 2, 100);
        (row with { Payload = row.Payload[..^1] + "!" }).Checksum().Should().NotBe(row.Checksum());
        (row with { Part = 2 }).Checksum().Should().NotBe(row.Checksum());
    }

    [Fact]
    public void All_errors_of_the_options_are_named_together() =>
        new LedgerOptions { Table = "", Writers = 0, RowsPerTransaction = 256, PayloadBytes = 0, ReconnectWithin = -TimeSpan.FromSeconds(1), StatementTimeout = TimeSpan.Zero }
            .Invoking(options => options.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(6);

    private void Record(params CommitState[] states)
    {
        foreach (var state in states) _book.Record(new(_book.Begin(), 1, state, DateTimeOffset.UnixEpoch));
    }

    private LedgerReport Compare(params (long Transaction, int Part, bool IsWhole)[] rows) =>
        _book.Compare("ledger", [.. rows.Select(row => (new LedgerRow(_book.Run, row.Transaction, row.Part, 2, ""), row.IsWhole))]);
}

using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report.Figures;

public sealed class ProbeFiguresTests
{
    [Fact]
    public void A_gap_goes_from_the_last_good_answer_to_the_next_one()
    {
        var figures = ProbeFigures.Of(Probe((0, null), (100, null), (200, "refused"), (300, "timeout"), (400, null), (500, "refused")));
        figures.Gaps.Should().Equal(new Gap(105, 405, 2, "refused"), new Gap(405, 1000, 1, "refused"));
        figures.Longest!.Took.Should().Be(595);
        (figures.All, figures.Failed, figures.Median).Should().Be((6, 3, 5));
    }

    [Fact]
    public void Without_a_failure_there_is_none() => ProbeFigures.Of(Probe((0, null), (900, null))).Gaps.Should().BeEmpty();

    [Fact]
    public void Without_an_answer_it_is_all_of_it() => ProbeFigures.Of(Probe((100, "x"), (200, "x"))).Gaps.Should().Equal(new Gap(0, 1000, 2, "x"));

    private static ProbeFacts Probe(params (double At, string? Error)[] requests) => new("x", 0, 1000, [.. requests.Select(it => new RequestFacts(it.At, 5, it.Error))]);
}

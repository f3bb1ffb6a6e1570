using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report.Figures;

public sealed class SegmentTests
{
    [Fact]
    public async Task A_wait_within_a_start_is_set_up_and_what_is_left_is_the_specs_own()
    {
        var spec = await Given.SpecAsync(
            """{"k":"spec","t":0,"spec":"a","class":"S","name":"n"}""", """{"k":"phase","t":50,"spec":"a","phase":"body"}""",
            """{"k":"work","t":100,"work":1,"spec":"a","kind":"setup","what":"web"}""", """{"k":"wait","t":150,"wait":1,"spec":"a","subject":"port"}""",
            """{"k":"waitend","t":300,"wait":1,"how":"ready"}""", """{"k":"workend","t":400,"work":1}""",
            """{"k":"wait","t":500,"wait":2,"spec":"a","subject":"answer"}""", """{"k":"waitend","t":800,"wait":2,"how":"ready"}""",
            """{"k":"phase","t":900,"spec":"a","phase":"down"}""", """{"k":"verdict","t":900,"spec":"a","state":"passed"}""", """{"k":"phase","t":1000,"spec":"a","phase":"end"}""");
        Segment.Of(spec).Select(it => (it.What, it.From, it.To, it.Text)).Should().Equal(
            (Doing.SetUp, 0, 50, ""), (Doing.Asserting, 50, 100, ""), (Doing.SetUp, 100, 400, "web"), (Doing.Asserting, 400, 500, ""),
            (Doing.Waiting, 500, 800, "answer"), (Doing.Asserting, 800, 900, ""), (Doing.TearDown, 900, 1000, ""));
    }

    [Fact]
    public async Task What_was_never_ended_goes_on_to_the_end()
    {
        var spec = await Given.SpecAsync("""{"k":"spec","t":0,"spec":"a"}""", """{"k":"wait","t":100,"wait":1,"spec":"a","subject":"bread"}""", """{"k":"answer","t":700,"wait":1,"text":"x"}""");
        Segment.Of(spec).Should().Equal(new Segment(Doing.Asserting, 0, 100, ""), new Segment(Doing.Waiting, 100, 700, "bread"));
    }
}

using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report.Figures;

public sealed class AdviceTests
{
    [Fact]
    public async Task Specs_that_start_the_same_each_for_itself_are_told_to_share_it()
    {
        var run = await Given.RunAsync([.. Enumerable.Range(0, 5).SelectMany(i => Started($"s{i}", $"container web-{i} (example/web)", 2_000))]);
        Advice.Of(run).Should().Equal("5 specs started a container of example/web of their own (5 × 2 s); a fixture that they share would start one.");
    }

    [Fact]
    public async Task What_is_shared_or_costs_nothing_is_fine()
    {
        Advice.Of(await Given.RunAsync([.. Started("a", "cluster of 4 nodes", 9_000), .. Started("b", "cluster of 3 nodes", 9_000)])).Should().BeEmpty();
        Advice.Of(await Given.RunAsync([.. Enumerable.Range(0, 5).SelectMany(i => Started($"s{i}", "web", 100))])).Should().BeEmpty();
    }

    [Fact]
    public async Task Waits_that_were_in_vain_are_told_to_say_so()
    {
        string[] Late(int i) => [$$"""{"k":"wait","t":0,"wait":{{i}},"spec":"a","subject":"x"}""", $$"""{"k":"waitend","t":30000,"wait":{{i}},"how":"late"}"""];
        Advice.Of(await Given.RunAsync(["""{"k":"spec","t":0,"spec":"a"}""", .. Late(1), .. Late(2)])).Should()
            .Equal("2 waits ran into their deadline, 60 s in all; a probe that answers Hopeless ends such a wait as soon as it is in vain.");
    }

    [Fact]
    public async Task Fixtures_side_by_side_cost_the_time_of_the_longest()
    {
        var run = await Given.RunAsync(
            """{"k":"work","t":0,"work":1,"kind":"setup","what":"a"}""", """{"k":"work","t":0,"work":2,"kind":"setup","what":"b"}""", """{"k":"workend","t":700,"work":1}""",
            """{"k":"workend","t":900,"work":2}""", """{"k":"work","t":950,"work":3,"kind":"down","what":"a"}""", """{"k":"workend","t":1000,"work":3}""");
        var cost = RunCost.Of(run);
        (cost.Milliseconds[Doing.SetUp], cost.Milliseconds[Doing.TearDown], cost.Total).Should().Be((900, 50, 950));
    }

    private static string[] Started(string spec, string what, int takes) =>
    [
        $$"""{"k":"spec","t":0,"spec":"{{spec}}"}""", $$"""{"k":"work","t":0,"work":1,"spec":"{{spec}}","kind":"setup","what":"{{what}}"}""", $$"""{"k":"workend","t":{{takes}},"work":1}""",
        $$"""{"k":"verdict","t":{{takes}},"spec":"{{spec}}","state":"passed"}""", $$"""{"k":"phase","t":{{takes}},"spec":"{{spec}}","phase":"end"}""",
    ];
}

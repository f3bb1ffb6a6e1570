using System.Text;
using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report.Facts;

public sealed class RunReaderTests
{
    private const string Spec = """{"k":"spec","t":100,"spec":"a","class":"Shop.Specs","method":"Sells_bread","name":"Shop.Specs.Sells_bread"}""";
    private const string Failed = """{"k":"verdict","t":900,"spec":"a","state":"failed","message":"no bread"}""";
    private const string Passed = """{"k":"verdict","t":950,"spec":"a","state":"passed"}""";

    [Fact]
    public async Task All_kinds_of_lines_are_told()
    {
        var process = await Given.ReadTextAsync(new InventedRun().ToString());
        (process.Run, process.Process, process.Host, process.Cores, process.Commit).Should().Be(("20261128-021300-4711", 4712, "ci-14", 2, "9c1e2f0"));
        process.Engines.Should().Equal("26.1.5 (API 1.45)");
        process.End.Should().BeEquivalentTo(new { Removed = 118L, Memory = 1_181_116_006L, Containers = 118L });
        process.Specs.Should().HaveCount(46);
        process.Tasks.Should().Contain(it => it.Called == "ports.4" && it.Places.Last().State == "pending");
        process.Works.Select(it => (it.Kind, it.To - it.From)).Should().Equal(("setup", 4000), ("down", 700));

        var node = process.Specs[0];
        (node.State, node.Title, node.Class).Should().Be((SpecState.Failed, "Nightly backup runs at half past two", "Shop.Specs.Room0Specs"));
        node.Waits.Single().Should().BeEquivalentTo(new { Subject = "service ports", How = "late", Within = 60_000L, Attempts = 72L });
        node.Waits.Single().Answers.Last().Text.Should().Be("3 of 4 tasks run; ports.4 is pending: no suitable node");
        node.Faults.Single().Should().BeEquivalentTo(new { What = "killed (SIGKILL)", On = "worker03" });
        node.Diagnoses.Single().Facts.Should().HaveCount(2);
        var worker = process.Resources.Single(it => it.Id == "s0-worker03");
        worker.Log.Should().HaveCount(400);
        worker.Dropped.Should().Be(12);
        worker.Events.Last(it => it.Action == "die")["exitCode"].Should().Be("137");
        worker.Inspects.Should().ContainKey("start");

        process.Specs[1].Probes.Single().Requests.Count(it => it.Error is not null).Should().Be(94);
        process.Specs[2].Diffs.Single().Rows[^1].Should().Be(("trigger orders_audit", "AFTER INSERT, sha256 9f2c…", ""));
        process.Specs[2].Drills.Single().Steps.Should().Equal(("dump", 1234), ("destroy", 300), ("restore", 4567));
        process.Specs[3].Verdict!.Reason.Should().StartWith("the engine does not offer Ipvs");
    }

    [Fact]
    public async Task What_it_does_not_know_is_passed_over()
    {
        var process = await Given.ReadAsync("""{"k":"comet","t":5}""", """{"t":6}""", """{"k":7,"t":"x","spec":[]}""", Spec, """{"k":"phase","t":200,"spec":"a","phase":"tea","sugar":2}""", Passed);
        process.Specs.Single().State.Should().Be(SpecState.Passed);
        process.Unreadable.Should().Be(0);
    }

    [Fact]
    public async Task How_a_cancelled_spec_fails_is_not_why_it_is_red()
    {
        var process = await Given.ReadAsync(
            Spec, """{"k":"verdict","t":9,"spec":"a","state":"cancelled","message":"The process was asked to end."}""",
            """{"k":"verdict","t":10,"spec":"a","state":"failed","message":"The container was removed."}""");
        (process.Specs.Single().State, process.Specs.Single().Verdict!.Message).Should().Be((SpecState.Cancelled, "The process was asked to end."));
    }

    [Fact]
    public async Task Values_of_another_kind_than_they_should_be_are_none()
    {
        var process = await Given.ReadAsync(
            """{"k":"run","t":-5,"run":7,"process":"x","started":"yesterday","cores":1.5}""", """{"k":"spec","t":1e300,"spec":"a","line":"x"}""",
            """{"k":"probe","t":9,"spec":"a","at":[1,"x",null],"ms":7,"err":{}}""", """{"k":"drill","t":9,"spec":"a","steps":[7,[],["dump","x"]]}""",
            """{"k":"diff","t":9,"spec":"a","rows":[[],["x"],7]}""", """{"k":"log","t":9,"res":"r","lines":[["out"],7,[1,2,3]]}""", """{"k":"work","t":9,"spec":"a"}""", """{"k":"waitend","t":9,"wait":99}""");
        var spec = process.Specs.Single();
        spec.Probes.Single().Requests.Should().HaveCount(3);
        spec.Drills.Single().Steps.Should().HaveCount(3);
        spec.Diffs.Single().Rows.Should().HaveCount(2);
        process.Resources.Single().Log.Single().Text.Should().Be("3");
        process.Started.Should().BeNull();
        Page.Draw(new RunFacts([process])).Should().EndWith("</html>\n");
    }

    [Fact]
    public async Task A_last_line_that_is_cut_is_not_counted_as_one_that_cannot_be_read()
    {
        var process = await Given.ReadTextAsync($"{Spec}\n{Failed}\n{Failed[..30]}");
        (process.Specs.Single().State, process.Unreadable).Should().Be((SpecState.Failed, 0));
    }

    [Fact]
    public async Task A_last_line_without_its_newline_counts() => (await Given.ReadTextAsync($"{Spec}\n{Passed}")).Specs.Single().State.Should().Be(SpecState.Passed);

    [Fact]
    public async Task Garbage_between_lines_is_counted_and_does_no_harm()
    {
        byte[] garbage = [0, 0xff, 0xfe, (byte)'{', 0x80, (byte)'\n', (byte)'[', (byte)']', (byte)'\n'];
        var process = await Given.ReadBytesAsync([.. Encoding.UTF8.GetBytes(Spec + "\n"), .. garbage, .. Encoding.UTF8.GetBytes(Failed + "\n")]);
        (process.Specs.Single().State, process.Unreadable).Should().Be((SpecState.Failed, 2));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_shown_as_far_as_they_are()
    {
        byte[] line = [.. "{\"k\":\"verdict\",\"t\":1,\"spec\":\"a\",\"state\":\"failed\",\"message\":\"no "u8, 0xff, 0xfe, .. " bread\"}\n"u8];
        (await Given.ReadBytesAsync(line)).Specs.Single().Verdict!.Message.Should().Be("no �� bread");
        (await Given.SpecAsync("""{"k":"verdict","t":1,"spec":"a","state":"failed","message":"half \ud83d of a pair"}""")).Verdict!.Message.Should().Contain("of a pair");
    }

    [Fact]
    public async Task A_line_that_is_longer_than_any_is_passed_over()
    {
        var process = await Given.ReadTextAsync($"{Spec}\n{{\"k\":\"verdict\",\"spec\":\"a\",\"message\":\"{new string('x', FileLines.LongestLine + 200_000)}\"}}\n{Passed}\n");
        (process.Specs.Single().State, process.Unreadable).Should().Be((SpecState.Passed, 1));
    }

    [Fact]
    public async Task A_spec_without_a_verdict_did_not_end()
    {
        var spec = await Given.SpecAsync(Spec, """{"k":"wait","t":300,"wait":1,"spec":"a","subject":"bread"}""", """{"k":"answer","t":4000,"wait":1,"text":"no flour"}""");
        (spec.State, spec.IsRed, spec.End).Should().Be((SpecState.Unfinished, true, 4000L));
    }

    [Theory]
    [InlineData("failed", SpecState.Failed)]
    [InlineData("timeout", SpecState.TimedOut)]
    [InlineData("cancelled", SpecState.Cancelled)]
    [InlineData("something new", SpecState.Failed)]
    public async Task What_has_once_failed_stays_red(string state, object expected) =>
        (await Given.SpecAsync(Spec, Failed.Replace("failed", state, StringComparison.Ordinal), Passed)).State.Should().Be((SpecState)expected);

    [Fact]
    public async Task What_a_collection_shares_is_of_its_specs_and_of_no_others()
    {
        var process = await Given.ReadAsync(
            Spec.Replace("\"class\"", "\"collection\":\"c1\",\"class\"", StringComparison.Ordinal),
            """{"k":"res","t":50,"res":"own","collection":"c1"}""", """{"k":"res","t":50,"res":"others","collection":"c2"}""", """{"k":"res","t":50,"res":"all"}""",
            """{"k":"res","t":50,"res":"class","class":"Shop.Specs","collection":"c1"}""", """{"k":"res","t":50,"res":"another class","class":"Shop.Others","collection":"c1"}""",
            """{"k":"wait","t":60,"wait":1,"collection":"c1","subject":"the oven"}""", """{"k":"wait","t":60,"wait":2,"collection":"c2","subject":"the mill"}""");
        var spec = process.Specs.Single();
        process.Resources.Where(it => it.Concerns(spec)).Select(it => it.Id).Should().Equal("own", "all", "class");
        spec.FixturesWaits.Select(it => it.Subject).Should().Equal("the oven");
    }

    [Fact]
    public async Task A_pass_that_turns_red_in_disposal_is_red() => (await Given.SpecAsync(Spec, Passed, Failed)).State.Should().Be(SpecState.Failed);

    [Fact]
    public async Task A_verdict_without_a_spec_names_it_itself()
    {
        var spec = await Given.SpecAsync("""{"k":"verdict","t":5,"spec":"b","class":"Shop.Specs","name":"Sells cake","state":"failed","message":"constructor threw"}""");
        (spec.Class, spec.Title, spec.Took).Should().Be(("Shop.Specs", "Sells cake", 0L));
    }

    [Fact]
    public async Task Of_a_green_spec_no_output_is_kept_and_of_many_lines_the_last()
    {
        string[] log = ["""{"k":"res","t":110,"res":"r","type":"container","name":"web","spec":"a"}""", .. Enumerable.Range(0, 900).Select(i => $$"""{"k":"log","t":200,"res":"r","lines":[["out",null,"line {{i}}"]]}""")];
        var green = await Given.ReadAsync([Spec, .. log, Passed, """{"k":"phase","t":990,"spec":"a","phase":"end"}""", log[^1]]);
        green.Resources.Single().Log.Should().BeEmpty();
        var red = await Given.ReadAsync([Spec, .. log, Failed, """{"k":"phase","t":990,"spec":"a","phase":"end"}"""]);
        red.Resources.Single().Log.Should().HaveCount(ResourceFacts.LinesKept).And.Subject.Last().Text.Should().Be("line 899");
        red.Resources.Single().Log.All.Should().Be(900);
    }
}

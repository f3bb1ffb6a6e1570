using System.Text.Json.Nodes;
using System.Xml.Linq;
using InfraSpecs.Cron;

namespace InfraSpecs.Cli.Tests;

public sealed class LintedImageTests
{
    private static readonly CronFinding Finding = new()
    {
        Fault = CronFault.NoFinalNewline, Sentence = "cron ignores /etc/cron.d/job: its last line does not end with a newline", Fact = "it ends with `date`", Advice = "end it with a newline",
        File = "/etc/cron.d/job", Line = 3,
    };

    private static readonly LintedImage Clean = new("app", new CronDiagnosis("example/app:1", []), null);
    private static readonly LintedImage Wrong = new("backup", new CronDiagnosis("example/backup:1", [Finding]), null);
    private static readonly LintedImage Unseen = new("none:1", null, NamedException.Unknown("none:1", []));

    [Fact]
    public void Its_code_is_that_of_what_was_seen() => new[] { Clean, Wrong, Unseen }.Select(it => it.Code).Should().Equal(0, 1, 2);

    [Fact]
    public void People_are_told_what_to_do()
    {
        Clean.ToString().Should().Be("Nothing was found that keeps the jobs of example/app:1 from running.");
        Wrong.ToString().Should().Be($"example/backup:1:\n{Finding}");
        Unseen.ToString().Should().StartWith("none:1 could not be looked at: There is no none:1 ");
    }

    [Fact]
    public void Programs_are_told_each_finding()
    {
        JsonNode.Parse(JsonText.Write(Clean.Document))!.ToJsonString().Should().Be("""{"image":"app","subject":"example/app:1","isClean":true,"findings":[],"error":null}""");
        JsonNode.Parse(JsonText.Write(Wrong.Document))!["findings"]!.ToJsonString().Should().Be(
            """[{"fault":"NoFinalNewline","sentence":"cron ignores /etc/cron.d/job: its last line does not end with a newline","fact":"it ends with \u0060date\u0060","""
            + "\"advice\":\"end it with a newline\",\"file\":\"/etc/cron.d/job\",\"line\":3}]");
        var unseen = JsonNode.Parse(JsonText.Write(Unseen.Document))!;
        unseen["isClean"].Should().BeNull();
        unseen["error"]!.GetValue<string>().Should().StartWith("There is no none:1 ");
    }

    [Fact]
    public void Each_rule_has_a_verdict()
    {
        var suites = XDocument.Parse(JUnit.Write([Clean.Verdicts, Wrong.Verdicts, Unseen.Verdicts])).Root!.Elements("testsuite").ToList();
        suites.Select(it => it.Attribute("name")!.Value).Should().Equal("app", "backup", "none:1");
        suites[0].Elements("testcase").Select(it => it.Attribute("name")!.Value).Should().Contain(["EntryPointBroken", "NoFinalNewline", "NeverDue"])
            .And.NotContain(["Hanging", "JobFailed", "NotDue"], "only the life of a container shows these");
        suites[0].Descendants("failure").Should().BeEmpty();
        var red = suites[1].Elements("testcase").Single(it => it.Elements("failure").Any());
        (red.Attribute("name")!.Value, red.Element("failure")!.Value).Should().Be(("NoFinalNewline", $"{Finding}"));
        suites[1].Elements("testcase").Should().HaveCount(suites[0].Elements("testcase").Count());
        suites[2].Elements("testcase").Should().ContainSingle().Which.Element("failure")!.Value.Should().Be($"{Unseen}");
    }

    [Fact]
    public void What_nobody_expected_of_an_image_is_told_all_the_same() =>
        new LintedImage("app", new CronDiagnosis("app", [Finding with { Fault = CronFault.JobFailed }]), null).Verdicts.Results.Single(it => !it.Passed).Name.Should().Be("JobFailed");
}

using System.Text.Json.Nodes;
using System.Xml.Linq;
using InfraSpecs.Images;

namespace InfraSpecs.Cli.Tests;

public sealed class DiffReportTests
{
    private static readonly DiffReport Same = new(new("app:1", "the engine", "sha256:1", null), new("app.tar", "archive app.tar", "sha256:1", "sha256:2"), []);

    private static readonly DiffReport Other = Same with
    {
        Changes = [new(ImageChangeKind.Start, true, "user root -> 1001"), new(ImageChangeKind.Start, false, "env A added: 1"), new(ImageChangeKind.Size, false, "12 bytes more")],
    };

    [Fact]
    public void People_read_what_may_break_them()
    {
        Same.Lines().Should().Equal("app:1 (the engine, sha256:1) -> app.tar (archive app.tar, sha256:2)", "no difference");
        Other.Lines().Skip(1).Should().Equal("! user root -> 1001", "- env A added: 1", "- 12 bytes more");
    }

    [Fact]
    public void Programs_read_the_same()
    {
        var told = JsonNode.Parse(JsonText.Write(Other))!.AsObject();
        told.Select(it => it.Key).Should().Equal("old", "new", "changes");
        told["old"]!.ToJsonString().Should().Be("""{"name":"app:1","source":"the engine","id":"sha256:1","digest":null}""");
        told["changes"]![2]!.ToJsonString().Should().Be("""{"kind":"Size","isBreaking":false,"sentence":"12 bytes more"}""");
    }

    [Fact]
    public void Each_kind_of_change_has_a_verdict()
    {
        var suite = XDocument.Parse(JUnit.Write(Other.Verdicts())).Root!.Elements("testsuite").Should().ContainSingle().Subject;
        suite.Attribute("name")!.Value.Should().Be("app:1 -> app.tar");
        suite.Elements("testcase").Select(it => it.Attribute("name")!.Value).Should().Equal(Enum.GetNames<ImageChangeKind>());
        suite.Elements("testcase").First().Elements("failure").Select(it => it.Value).Should().Equal("may break: user root -> 1001", "env A added: 1");
        suite.Descendants("failure").Should().HaveCount(3);
        XDocument.Parse(JUnit.Write(Same.Verdicts())).Descendants("failure").Should().BeEmpty();
    }
}

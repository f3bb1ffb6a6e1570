namespace InfraSpecs.Cli.Tests.Output;

public sealed class JUnitTests
{
    [Fact]
    public void It_is_as_container_structure_test_has_it()
    {
        JudgedTest ran = new("Command Test: whoami", true, "root\n", "", [], ["slow"], TimeSpan.FromMilliseconds(12.5));
        JUnit.Write([new JUnitSuite("a & b", [ran, JudgedTest.Of("user", ["it is <root>"])], ["old"]), new JUnitSuite("none", [], [])]).Should().Be(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuites failures=\"1\" tests=\"2\" time=\"0.0125\"><testsuite name=\"a &amp; b\">"
            + "<properties><property name=\"warning\" value=\"old\" /></properties>"
            + "<testcase name=\"Command Test: whoami\" time=\"0.0125\"><properties><property name=\"warning\" value=\"slow\" /></properties>"
            + "<system-out>root\n</system-out><system-err></system-err></testcase>"
            + "<testcase name=\"user\" time=\"0\"><failure>it is &lt;root&gt;</failure><system-out></system-out><system-err></system-err></testcase>"
            + "</testsuite><testsuite name=\"none\" /></testsuites>\n");
    }

    [Fact]
    public void What_XML_cannot_hold_is_replaced() => JUnit.Write([new JUnitSuite("s", [JudgedTest.Of("a\0b", [])], [])]).Should().Contain("name=\"a\uFFFDb\"");
}

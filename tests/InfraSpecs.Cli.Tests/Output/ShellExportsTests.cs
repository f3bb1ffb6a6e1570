namespace InfraSpecs.Cli.Tests.Output;

public sealed class ShellExportsTests
{
    [Theory]
    [InlineData("127.0.0.1", "export A=127.0.0.1")]
    [InlineData("1", "export A=1")]
    [InlineData("tcp://127.0.0.1:2376", "export A='tcp://127.0.0.1:2376'")]
    [InlineData("it's $mine", @"export A='it'\''s $mine'")]
    [InlineData("", "export A=''")]
    public void A_shell_reads_what_was_meant(string value, string line) => ShellExports.Of(new Dictionary<string, string> { ["A"] = value }).Should().Equal(line);
}

namespace InfraSpecs.MySql.Tests;

public sealed class OptionFilesTests
{
    [Theory]
    [InlineData("max_connectionz = 5", true)]
    [InlineData("  Max-Connectionz=5", true)]
    [InlineData("--max-connectionz=5", true)]
    [InlineData("loose-max_connectionz", true)]
    [InlineData("# max_connectionz = 5", false)]
    [InlineData("max_connectionz_2 = 5", false)]
    public void An_option_is_known_however_it_is_written(string line, bool isIt) => OptionFiles.IsOption(line, "max_connectionz").Should().Be(isIt);

    [Fact]
    public void Its_line_is_named() =>
        OptionFiles.In("/etc/my.cnf", "[mysqld]\n\nmax_connectionz = 5\r\n", "max-connectionz").Should().Equal("/etc/my.cnf, line 3: max_connectionz = 5");
}

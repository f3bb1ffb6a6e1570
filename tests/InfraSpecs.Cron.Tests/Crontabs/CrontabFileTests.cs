using System.Text;

namespace InfraSpecs.Cron.Tests.Crontabs;

public sealed class CrontabFileTests
{
    [Fact]
    public void Jobs_are_as_they_are_written() => Parse("SHELL=/bin/sh\n\n# nightly\n 25  6 * * *\troot date +\\%F % input \n@reboot root start\nnonsense\n").Jobs.Should().Equal(
        new CrontabLine(4, "25 6 * * *", "root date +\\%F % input"), new CrontabLine(5, "@reboot", "root start"), new CrontabLine(6, "nonsense", ""));

    [Fact]
    public void A_last_line_without_a_newline_is_told()
    {
        Parse("@daily tidy").UnendedLine.Should().Be("@daily tidy");
        Parse("@daily tidy\n# end").UnendedLine.Should().BeNull();
        Parse("@daily tidy\n").UnendedLine.Should().BeNull();
    }

    [Fact]
    public void Lines_of_Windows_have_no_return_in_their_commands() => Parse("@daily tidy\r\n").Jobs.Should().Equal(new CrontabLine(1, "@daily", "tidy"));

    [Fact]
    public async Task A_file_is_read_from_the_project()
    {
        (await CrontabFile.ReadAsync("InfraSpecs.Cron.Tests.csproj", TestContext.Current.CancellationToken)).Should()
            .Match<CrontabFile>(it => it.Path == "InfraSpecs.Cron.Tests.csproj" && it.Jobs.Count > 0);
        await FluentActions.Awaiting(() => CrontabFile.ReadAsync("no/jobs", TestContext.Current.CancellationToken)).Should().ThrowAsync<IOException>();
    }

    private static CrontabFile Parse(string text) => CrontabFile.Parse("jobs", Encoding.UTF8.GetBytes(text));
}

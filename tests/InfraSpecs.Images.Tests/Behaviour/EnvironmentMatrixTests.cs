using InfraSpecs.Images.Behaviour;
using static InfraSpecs.Images.Tests.Behaviour.Given;

namespace InfraSpecs.Images.Tests.Behaviour;

public sealed class EnvironmentMatrixTests
{
    private static readonly EnvironmentRow Plain = new() { Name = "plain", Output = "^hello$" };
    private static readonly EnvironmentRow German = new() { Name = "german", Environment = new Dictionary<string, string> { ["LANG"] = "de" }, Output = "^hallo$" };

    [Fact]
    public void All_that_cannot_be_meant_is_said_at_once()
    {
        var options = new EnvironmentMatrixOptions
        {
            Image = " ",
            Rows = [Plain, Plain, new() { Name = "none", Environment = new Dictionary<string, string> { ["A"] = "1" } },
                new() { Name = "bad", Environment = new Dictionary<string, string> { ["A"] = "2" }, Output = "(", Answer = "a", ExitCode = 256 },
                new() { Name = "both", Environment = new Dictionary<string, string> { ["A"] = "3" }, Port = 80, Refusal = "no", ExitCode = 0 }],
            Within = TimeSpan.Zero,
            AtOnce = 0,
        };
        ((Action)options.Validate).Should().Throw<InvalidOptionsException>().Which.Errors.Select(it => it.Split(['.', ';'])[0]).Should().BeEquivalentTo(
            "Image is empty", "Within is 00:00:00", "AtOnce is 0", "Rows has the name 'plain' 2 times", "Rows has one environment more than once: 'plain', 'plain'",
            "Row 'none' expects nothing", "Row 'bad': Output is '(': Invalid pattern '(' at offset 1", "Row 'bad': Answer is given, and no Port to ask", "Row 'bad': ExitCode is 256",
            "Row 'both': Port is given, and an ExitCode or a Refusal", "Row 'both': ExitCode is 0, and who refuses ends with another");
    }

    [Fact]
    public void A_matrix_without_rows_is_refused() =>
        ((Action)new EnvironmentMatrixOptions { Image = "echo", Rows = [] }.Validate).Should().Throw<InvalidOptionsException>().WithMessage("*Rows is empty*");

    [Fact]
    public void Rows_that_are_told_apart_show_control() => Vacuity((Plain, ["hello"], null), (German, ["hallo"], null)).Should().BeNull();

    [Fact]
    public void Rows_that_print_the_same_show_nothing() =>
        Vacuity((Plain, ["hello"], null), (German with { Output = "hel+o" }, ["hello"], null)).Should().Be("the rows differ in environment, but nothing that is observed differs");

    [Fact]
    public void What_differs_must_be_claimed() =>
        Vacuity((Plain with { Output = "at" }, ["at 12:00:01"], null), (German with { Output = "at \\d" }, ["at 12:00:02"], null)).Should().Match("*expected of each is so in all of them*");

    [Fact]
    public void An_exit_code_can_tell_rows_apart() =>
        Vacuity((Plain with { Output = null, ExitCode = 0 }, [], 0), (German with { Output = null, ExitCode = 3 }, [], 3)).Should().BeNull();

    [Fact]
    public void One_row_shows_nothing() => Vacuity((Plain, ["hello"], null)).Should().StartWith("there is one row, 'plain'");

    [Fact]
    public void A_port_that_was_not_looked_at_is_not_held_to_be_the_same() =>
        Vacuity((Plain with { Output = null, Port = 80 }, [], null), (German with { Output = "." }, ["x"], null)).Should().BeNull();

    [Theory]
    [InlineData("DB_PASSWORD", "correct horse", "DB_PASSWORD=***")]
    [InlineData("API_TOKEN", "a\"b$c", "API_TOKEN=***")]
    [InlineData("DATABASE_URL", "postgres://app:hush9@db/shop", "DATABASE_URL=postgres://app:***@db/shop")]
    [InlineData("MESSAGE", "Hello World", "MESSAGE='Hello World'")]
    [InlineData("PORT", "8080", "PORT=8080")]
    public void Secrets_are_left_out_of_an_environment(string name, string value, string shown) => Mask((name, value)).Environment.Should().Be(shown);

    [Theory]
    [InlineData("DB_PASSWORD", "correct horse", "I log in with correct horse!")]
    [InlineData("DATABASE_URL", "postgres://app:hush9@db/shop", "password is hush9 now")]
    [InlineData("SESSION_SECRET", "a.b*c", "<a.b*c>")]
    public void Secrets_are_left_out_of_what_is_printed(string name, string value, string line) =>
        Mask((name, value)).Apply(line).Should().NotContainAny("horse", "hush9", "a.b*c").And.Contain("***");

    [Theory]
    [InlineData("linux/amd64", "linux/amd64", true)]
    [InlineData("linux/amd64", "linux/386", true)]
    [InlineData("linux/arm64", "linux/arm64/v8", true)]
    [InlineData("linux/arm64", "linux/arm/v7", true)]
    [InlineData("linux/amd64", "linux/arm64", false)]
    [InlineData("linux/amd64", "windows/amd64", false)]
    public void A_machine_runs_its_own_platform_and_the_32_bits_before(string machine, string platform, bool runs) => RunPlatform.Runs(machine, platform).Should().Be(runs);

    private static EnvironmentMask Mask((string Name, string Value) variable) => new(new Dictionary<string, string> { [variable.Name] = variable.Value });

    private static string? Vacuity(params (EnvironmentRow Row, string[] Lines, int? ExitCode)[] rows) =>
        MatrixVacuity.Explain([.. rows.Select(it => Row(it.Row, it.Lines, rows.Select(row => row.Row), it.ExitCode))]);
}

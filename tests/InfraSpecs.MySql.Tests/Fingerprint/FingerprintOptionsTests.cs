namespace InfraSpecs.MySql.Tests.Fingerprint;

public sealed class FingerprintOptionsTests
{
    [Fact]
    public void The_defaults_can_be_used() => new FingerprintOptions().Invoking(options => options.Validate()).Should().NotThrow();

    [Fact]
    public void All_errors_are_named_together() =>
        new FingerprintOptions { Tables = ["user", " "], StatementTimeout = TimeSpan.Zero }.Invoking(options => options.Validate())
            .Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(2);
}

namespace InfraSpecs.Images.Tests.Sources;

public sealed class ImageReadOptionsTests
{
    [Theory]
    [InlineData("linux/amd64", true)]
    [InlineData("linux/arm/v7", true)]
    [InlineData("windows/amd64", true)]
    [InlineData("linux", false)]
    [InlineData("amd64", false)]
    [InlineData("linux/amd64/", false)]
    [InlineData("Linux/amd64", false)]
    [InlineData("linux/../x", false)]
    public void A_platform_has_a_form(string platform, bool isOne)
    {
        var archive = () => new ImageReadOptions { Platform = platform }.Validate();
        var registry = () => new RegistryReadOptions { Platform = platform }.Validate();
        foreach (var validate in new[] { archive, registry })
        {
            if (isOne) validate.Should().NotThrow();
            else validate.Should().Throw<InvalidOptionsException>().WithMessage("*Platform is *write it as linux/amd64*");
        }
    }

    [Fact]
    public void All_that_cannot_be_meant_is_said_at_once_without_the_password()
    {
        var validate = () => new RegistryReadOptions { User = "a:b", AuthorityPem = "no certificate", PlainHttp = true, AnswerWithin = TimeSpan.Zero, ReadWithin = TimeSpan.FromSeconds(-1),
            Platform = "x" }.Validate();
        validate.Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(7);
        var secret = () => new RegistryReadOptions { Password = "hush-hush" }.Validate();
        secret.Should().Throw<InvalidOptionsException>().WithMessage("*There is a Password, and no User.*").Which.Message.Should().NotContain("hush");
    }
}

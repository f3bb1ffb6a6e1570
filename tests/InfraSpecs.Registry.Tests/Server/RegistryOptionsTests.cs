namespace InfraSpecs.Registry.Tests.Server;

public sealed class RegistryOptionsTests
{
    [Fact]
    public void The_defaults_can_be_used() => new RegistryOptions().Validate();

    [Fact]
    public void All_errors_are_named_at_once()
    {
        var options = new RegistryOptions
        {
            Image = " ", Users = Users("a:b", ""), Network = "", Alias = "no host", HostFolder = "relative", ReadyWithin = TimeSpan.Zero,
            TransferWithin = TimeSpan.Zero,
        };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(8);
    }

    [Fact]
    public void A_registry_without_users_is_not_open_to_all()
    {
        new RegistryOptions { PublishOnAllAddresses = true }.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*no Users*");
        new RegistryOptions { PublishOnAllAddresses = true, Users = Users("jo", "x") }.Validate();
    }

    [Theory]
    [InlineData("", "x", "name is empty")]
    [InlineData("a:b", "x", "has a ':'")]
    [InlineData("#jo", "x", "begins with '#'")]
    [InlineData("two words", "x", "a space")]
    [InlineData("jo\n", "x", "a line end")]
    [InlineData("jo", "", "password is empty")]
    [InlineData("jo", "nul\0", "a NUL")]
    public void A_user_that_htpasswd_cannot_hold_is_refused(string name, string password, string why) =>
        new RegistryOptions { Users = Users(name, password) }.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage($"*{why}*");

    [Fact]
    public void A_password_of_which_bcrypt_would_read_only_a_part_is_refused()
    {
        new RegistryOptions { Users = Users("jo", new string('x', 72)) }.Validate();
        new RegistryOptions { Users = Users("jo", new string('ö', 37)) }.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage("*72 bytes*");
    }

    [Fact]
    public void The_text_of_options_has_no_password() =>
        $"{new RegistryOptions { Users = Users("jo", "secret1"), Tls = true }}".Should().Be("registry, TLS, for jo");

    private static Dictionary<string, string> Users(string name, string password) => new() { [name] = password };
}

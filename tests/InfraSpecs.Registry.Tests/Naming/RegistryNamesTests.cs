namespace InfraSpecs.Registry.Tests.Naming;

/// <summary>What is a name, ImageNameTests tell; here is what the registry's user is told.</summary>
public sealed class RegistryNamesTests
{
    [Fact]
    public void A_name_is_read_as_everywhere() => RegistryNames.Parse("registry:5000/example/echo:1").Should().Be(ImageName.Parse("registry:5000/example/echo:1"));

    [Theory]
    [InlineData("example/Echo", "lower-case")]
    [InlineData("echo:a b", "its tag")]
    [InlineData("", "no repository")]
    public void Nonsense_is_named(string text, string why)
    {
        var parse = () => RegistryNames.Parse(text);
        var error = parse.Should().Throw<RegistryException>().Where(e => e.Reason == RegistryReason.NameInvalid).Which;
        error.Why.Should().Contain(why);
        error.Subject.Should().Be(text);
        error.Message.Should().StartWith($"'{text}' is no image name that can be used here: ");
    }
}

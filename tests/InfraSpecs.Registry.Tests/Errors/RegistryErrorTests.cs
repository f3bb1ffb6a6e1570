using System.Text;

namespace InfraSpecs.Registry.Tests.Errors;

public sealed class RegistryErrorTests
{
    [Theory]
    [InlineData("""{"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":[{"Type":"repository"}]}]}""", "authentication required (UNAUTHORIZED)")]
    [InlineData("""{"errors":[{"code":"TOOMANYREQUESTS"},{"code":"X","message":null}]}""", "TOOMANYREQUESTS; X")]
    [InlineData("""{"errors":{}}""", "")]
    [InlineData("""{"errors":[7]}""", "")]
    [InlineData("404 page not found", "")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    public void What_a_registry_says_is_read_and_what_others_say_is_not(string body, string said) =>
        string.Join("; ", RegistryError.Parse(Encoding.UTF8.GetBytes(body))).Should().Be(said);
}

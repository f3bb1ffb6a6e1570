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

    [Fact]
    public void An_engine_that_asks_for_TLS_where_there_is_none_is_told_how_not_to()
    {
        const string said = "pinging container registry 127.0.0.1:45997: Get \"https://127.0.0.1:45997/v2/\": http: server gave HTTP response to HTTPS client";
        RegistryException.TransferFailed("registry-1", "push", "app:latest", user: null, said, why: null, cause: null).Message
            .Should().EndWith("[[registry]], location = \"127.0.0.1\" and insecure = true; with Docker, insecure-registries in daemon.json.");
    }
}

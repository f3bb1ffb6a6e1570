namespace InfraSpecs.Visualizer.Tests.Web;

public sealed class OwnHostsTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:9000")]
    [InlineData("localhost.")]
    [InlineData("app.localhost:80")]
    [InlineData("127.0.0.1:9000")]
    [InlineData("10.1.2.3")]
    [InlineData("[::1]:9000")]
    [InlineData("swarm.example:9000")]
    [InlineData("Other.Example")]
    public async Task A_name_that_is_its_own_is_answered(string host) =>
        (await AskAsync($"Host: {host}\r\n")).Should().StartWith("HTTP/1.1 200 OK\r\n");

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("attacker.example:9000")]
    [InlineData("localhost.attacker.example")]
    [InlineData("127.0.0.1.attacker.example")]
    [InlineData("notlocalhost")]
    [InlineData("manager")]
    [InlineData("attacker@localhost")]
    [InlineData("localhost@attacker.example")]
    [InlineData("localhost/attacker.example")]
    [InlineData("attacker.example#localhost")]
    [InlineData("sub.swarm.example")]
    [InlineData("local host")]
    public async Task Another_one_is_not(string host)
    {
        foreach (var path in new[] { "/", "/view", "/events", "/healthz" })
        {
            (await AskAsync($"Host: {host}\r\n", path)).Should().StartWith("HTTP/1.1 421 Misdirected Request\r\n").And.Contain("VISUALIZER_HOSTS");
        }
    }

    [Theory]
    [InlineData("Host: attacker.example\r\nHost: localhost\r\n")]
    [InlineData("Host: localhost\r\nHost: attacker.example\r\n")]
    [InlineData("Host: localhost\r\nhost: localhost\r\n")]
    [InlineData("Host : attacker.example\r\n")]
    [InlineData("Host:\r\n")]
    public async Task Two_names_or_none_are_no_request(string headers) => (await AskAsync(headers)).Should().StartWith("HTTP/1.1 4").And.NotContain("{\"");

    private static async Task<string> AskAsync(string headers, string path = "/view")
    {
        await using var site = new Site("swarm.example, other.example");
        return await site.SendAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n{headers}\r\n"), Token);
    }
}

using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Tests.Connection;

/// <summary>What names an engine, in folders of a test's own.</summary>
public sealed class EngineChoiceTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Nothing_names_one_where_nothing_is_set()
    {
        Named().Should().BeNull();
        _home.Write(".docker/config.json", """{"currentContext":"default","auths":{}}""");
        Named().Should().BeNull("the default context names no engine");
        _variables["DOCKER_CONTEXT"] = "default";
        Named().Should().BeNull();
    }

    [Fact]
    public void What_names_it_goes_as_with_the_docker_command_and_a_file_for_tests_goes_before_docker_context_use()
    {
        WriteContext("used", "tcp://10.0.0.1:2375");
        WriteContext("said", "tcp://10.0.0.2:2375");
        _home.Write(".docker/config.json", """{"currentContext":"used"}""");
        Named().Should().Be(("tcp://10.0.0.1:2375", $"the Docker context 'used' of {_home.At(".docker/config.json")}"));
        _home.Write(".testcontainers.properties", "# mine\ndocker.context = said\n");
        Named().Should().Be(("tcp://10.0.0.2:2375", $"the Docker context 'said' of docker.context in {_home.At(".testcontainers.properties")}"));
        _home.Write(".testcontainers.properties", "docker.context=said\ndocker.host=tcp://10.0.0.3:2375\n");
        Named().Should().Be(("tcp://10.0.0.3:2375", $"docker.host in {_home.At(".testcontainers.properties")}"));
        _variables["DOCKER_CONTEXT"] = "said";
        Named().Should().Be(("tcp://10.0.0.2:2375", "the Docker context 'said' of DOCKER_CONTEXT"));
        _variables["DOCKER_HOST"] = "unix:///run/other.sock";
        Named().Should().Be(("unix:///run/other.sock", "DOCKER_HOST"));
    }

    [Fact]
    public void DOCKER_CONFIG_moves_contexts()
    {
        _variables["DOCKER_CONFIG"] = _home.At("elsewhere");
        WriteContext("ci", "tcp://docker:2375", "elsewhere");
        _home.Write("elsewhere/config.json", """{"currentContext":"ci"}""");
        Named().Should().Be(("tcp://docker:2375", $"the Docker context 'ci' of {_home.At("elsewhere/config.json")}"));
    }

    [Fact]
    public void A_context_that_is_not_there_is_told_with_those_that_are()
    {
        WriteContext("staging", "tcp://10.0.0.1:2375");
        _variables["DOCKER_CONTEXT"] = "stagging";
        var error = Refused();
        error.Message.Should().Be(
            $"No Docker engine is reached by the Docker context 'stagging' of DOCKER_CONTEXT: it does not exist: there is no {_home.At($".docker/contexts/meta/{IdOf("stagging")}/meta.json")}.\n"
            + "  What to do: choose one of these: default, staging; or set DOCKER_HOST, which goes before contexts.");
        error.Reason.Should().Be(EngineReason.Unavailable);
    }

    [Fact]
    public void An_address_behind_ssh_is_taken_from_a_context_and_from_a_variable_and_has_no_TLS()
    {
        WriteContext("far", "ssh://me@build.example:2222");
        _variables["DOCKER_CONTEXT"] = "far";
        Named().Should().Be(("ssh://me@build.example:2222", "the Docker context 'far' of DOCKER_CONTEXT"));
        _variables["DOCKER_HOST"] = "ssh://build.example/run/user/1000/docker.sock";
        _variables["DOCKER_TLS_VERIFY"] = "1";
        Named().Should().Be(("ssh://build.example/run/user/1000/docker.sock", "DOCKER_HOST"));
        Choose()!.Authentication.Should().BeNull();
    }

    [Fact]
    public void A_password_in_an_address_is_refused_and_not_repeated()
    {
        _variables["DOCKER_HOST"] = "ssh://me:geheim@build.example";
        Refused().Message.Should().StartWith("No Docker engine is reached by ssh://me:…@build.example (DOCKER_HOST): it has a password in it, and ssh takes none.\n").And.NotContain("geheim");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:2375")]
    [InlineData("fd://")]
    [InlineData("ssh:///var/run/docker.sock")]
    public void What_is_no_address_is_named(string host)
    {
        _variables["DOCKER_HOST"] = host;
        Refused().Message.Should().StartWith($"No Docker engine is reached by {host} (DOCKER_HOST): that is no address, as unix:///var/run/docker.sock or tcp://127.0.0.1:2375 are.\n");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var path = _home.Write(".docker/config.json", "{");
        Refused().Message.Should().StartWith($"No Docker engine is reached by the current Docker context: {path} cannot be read: ");
    }

    [Fact]
    public void A_context_without_an_address_is_named()
    {
        _home.Write($".docker/contexts/meta/{IdOf("bare")}/meta.json", """{"Name":"bare","Endpoints":{}}""");
        _variables["DOCKER_CONTEXT"] = "bare";
        Refused().Message.Should().StartWith("No Docker engine is reached by the Docker context 'bare' of DOCKER_CONTEXT: that is no address");
    }

    [Fact]
    public void TLS_is_asked_for_by_variables_and_by_a_contexts_own_certificates()
    {
        using var authority = new CertificateAuthority("a");
        _variables["DOCKER_HOST"] = "tcp://docker:2376";
        Choose()!.Authentication.Should().BeNull();
        _variables["DOCKER_TLS_VERIFY"] = "1";
        _variables["DOCKER_CERT_PATH"] = Path.GetDirectoryName(_home.Write("certs/ca.pem", authority.CertificatePem))!;
        Choose()!.Authentication!.TlsEnabled.Should().BeTrue();
        _variables["DOCKER_HOST"] = "unix:///run/docker.sock";
        Choose()!.Authentication.Should().BeNull("a socket has no TLS");
        _variables.Remove("DOCKER_HOST");
        Named().Should().Be(("tcp://localhost:2376", "DOCKER_TLS_VERIFY without DOCKER_HOST"), "so does the docker command");

        WriteContext("safe", "tcp://10.0.0.1:2376");
        _variables.Clear();
        _variables["DOCKER_CONTEXT"] = "safe";
        Choose()!.Authentication.Should().BeNull();
        _home.Write($".docker/contexts/tls/{IdOf("safe")}/docker/ca.pem", authority.CertificatePem);
        Choose()!.Authentication!.TlsEnabled.Should().BeTrue();
    }

    [Fact]
    public void A_switch_that_says_no_is_off()
    {
        _variables["DOCKER_HOST"] = "tcp://docker:2376";
        _variables["DOCKER_TLS_VERIFY"] = "0";
        _variables["DOCKER_TLS"] = "False";
        Choose()!.Authentication.Should().BeNull();
    }

    [Fact]
    public void Certificates_that_are_none_are_named()
    {
        _variables["DOCKER_HOST"] = "tcp://docker:2376";
        _variables["DOCKER_TLS_VERIFY"] = "1";
        _variables["DOCKER_CERT_PATH"] = Path.GetDirectoryName(_home.Write("certs/cert.pem", "no certificate"))!;
        _home.Write("certs/key.pem", "no key");
        Refused().Message.Should().StartWith($"No Docker engine is reached by tcp://docker:2376 (DOCKER_HOST): the certificates in {_home.At("certs")} cannot be used: ");
    }

    private static string IdOf(string context) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));

    private void WriteContext(string name, string host, string folder = ".docker") => _home.Write(
        $"{folder}/contexts/meta/{IdOf(name)}/meta.json", $$"""{"Name":"{{name}}","Metadata":{},"Endpoints":{"docker":{"Host":"{{host}}","SkipTLSVerify":false} } }""");

    private EngineChoice? Choose() => EngineChoice.Named(new EngineSurroundings(name => _variables.GetValueOrDefault(name), _home.FullName));

    private (string, string?)? Named() => Choose() is { } it ? (it.Endpoint.OriginalString, it.By) : null;

    private EngineException Refused() => this.Invoking(it => it.Choose()).Should().Throw<EngineException>().Which;
}

using System.Runtime.Versioning;
using InfraSpecs.Cli;
using InfraSpecs.Swarm;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Named;

/// <summary>Files of a context; no engine is asked.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DockerContextSpecs : IDisposable
{
    private static readonly NamedAccess Access = new(new Uri("tcp://127.0.0.1:20345"), "authority", new IssuedCertificate("certificate", "key"));
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_is_written_again_and_removed()
    {
        var context = new DockerContext("demo", _folder.FullName);
        (await context.RemoveAsync(Token)).Should().BeFalse();
        await context.WriteAsync(Access, Token);
        File.SetUnixFileMode(Path.Combine(context.KeyFolder, "key.pem"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await context.WriteAsync(Access with { Endpoint = new Uri("tcp://127.0.0.1:20346") }, Token);
        File.GetUnixFileMode(Path.Combine(context.KeyFolder, "key.pem")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await File.ReadAllTextAsync(Path.Combine(context.KeyFolder, "key.pem"), Token)).Should().Be("key");
        var files = Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories);
        (await File.ReadAllTextAsync(files.Single(it => it.EndsWith("meta.json")), Token)).Should().Be(
            """{"Name":"swarm-demo","Metadata":{"Description":"A Swarm of infraspecs"},"Endpoints":{"docker":{"Host":"tcp://127.0.0.1:20346","SkipTLSVerify":false}}}""");
        (await context.RemoveAsync(Token)).Should().BeTrue();
        Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"Name":"swarm-demo","Metadata":{"Description":"mine"},"Endpoints":{}}""")]
    [InlineData("""{"Name":"swarm-demo","Metadata":{},"Endpoints":{}}""")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    public async Task One_that_somebody_else_made_is_not_touched(string theirs)
    {
        var context = new DockerContext("demo", _folder.FullName);
        await context.WriteAsync(Access, Token);
        var meta = Directory.GetFiles(_folder.FullName, "meta.json", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(meta, theirs, Token);
        var write = () => context.WriteAsync(Access, Token);
        (await write.Should().ThrowAsync<InfraSpecsException>()).Which.Message.Should().Be(
            $"There is a docker context swarm-demo already that is not of InfraSpecs: {meta}.\n  What to do: remove it with 'docker context rm swarm-demo', or give the cluster another name.");
        (await context.RemoveAsync(Token)).Should().BeFalse();
        (await File.ReadAllTextAsync(meta, Token)).Should().Be(theirs);
    }

    [Fact]
    public void Exports_are_for_a_shell() => new DockerContext("demo", "/it's/mine").Exports(Access.Endpoint).Should().Contain(
        ["export DOCKER_HOST='tcp://127.0.0.1:20345'", "export DOCKER_TLS_VERIFY=1"]).And.Contain(it => it.StartsWith(@"export DOCKER_CERT_PATH='/it'\''s/mine/contexts/tls/"));

    public void Dispose() => _folder.Dispose();
}

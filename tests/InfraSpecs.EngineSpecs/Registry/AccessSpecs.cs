using System.Net;
using System.Text;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Registry;

[RequiresEngine]
public sealed class AccessSpecs(EngineFixture fixture)
{
    private const string Password = "pass: wörd \"'$&";
    private const string Other = "another-pass";

    private static readonly RegistryOptions ForTwo = new() { Users = new Dictionary<string, string> { ["jo"] = Password, ["max.m-1_x@y"] = Other } };

    private Engine Engine => fixture.Engine;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_of_its_users_may_do_everything(bool tls)
    {
        await using var registry = await RegistryServer.StartAsync(Engine, ForTwo with { Tls = tls }, Token);
        registry.User.Should().Be("jo");
        foreach (var access in new[] { registry, registry.As("max.m-1_x@y", Other) })
        {
            var pushed = await access.PushAsync("echo", Token);
            (await access.ReadManifestAsync(pushed.Name, Token)).Should().HaveDigest(pushed);
            await using var pulled = await access.PullAsync(pushed.Name, Token);
            pulled.Digest.Should().Be(pushed.Digest);
        }

        (await TemporaryReferences.OfAsync(Engine, registry)).Should().BeEmpty();
    }

    [Fact]
    public async Task Others_are_refused_in_the_registrys_own_words()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, ForTwo, Token);
        await registry.PushAsync("echo", Token);
        foreach (var (stranger, who) in new[] { (registry.As("jo", "wr0ng"), "as jo"), (registry.As("nobody", "wr0ng"), "as nobody"), (registry.As(null), "without an account") })
        {
            var list = () => stranger.ReadRepositoriesAsync(Token);
            var refused = (await list.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused)).Which;
            refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            refused.Errors.Should().ContainSingle().Which.Code.Should().Be("UNAUTHORIZED");
            refused.Message.Should().Contain("authentication required").And.Contain(who).And.NotContain("wr0ng");

            var push = () => stranger.PushAsync("echo", "strange/echo", Token);
            var said = (await push.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.TransferFailed)).Which;
            said.Message.Should().MatchRegex("unauthorized: authentication required|no basic auth credentials").And.Contain("strange/echo:latest").And.NotContain("wr0ng");
            var pull = () => stranger.PullAsync("example/echo", Token);
            (await pull.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused)).Which.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        (await TemporaryReferences.OfAsync(Engine, registry)).Should().BeEmpty();
        (await registry.ReadRepositoriesAsync(Token)).Should().Equal("example/echo");
    }

    [Fact]
    public async Task Passwords_and_keys_are_neither_in_the_containers_description_nor_readable_in_its_files_nor_in_what_a_record_prints()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, ForTwo with { Tls = true }, Token);
        var described = await Engine.Client.Containers.InspectContainerAsync(registry.Container.Id, Token);
        string.Join('\n', [.. described.Config!.Env!, .. described.Config.Cmd!]).Should().NotContain(Other).And.NotContain("PRIVATE").And.Contain("REGISTRY_AUTH_HTPASSWD_PATH");
        var htpasswd = System.Text.Encoding.UTF8.GetString((await registry.Container.FindFileContentAsync("/run/infraspecs/htpasswd", Token))!);
        htpasswd.Should().NotContain(Password).And.NotContain(Other).And.MatchRegex("^jo:\\$2");
        (await registry.Container.FindFileAsync("/run/infraspecs/registry.key", Token)).Should().HaveMode("0400");
        registry.Options.ToString().Should().NotContain(Other);
        registry.As("jo", Other).ToString().Should().NotContain(Other);
    }

    [Fact]
    public async Task With_TLS_who_does_not_trust_its_authority_fails_in_the_words_of_TLS()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions { Tls = true }, Token);
        using var other = new CertificateAuthority("somebody else");
        using var stranger = RegistryHttp.NewClient(other.CertificatePem);
        var untrusting = new RegistryHttp(stranger, "registry-1", () => new Uri($"https://{registry.Address}"), null);
        var ask = () => untrusting.FindListAsync("/v2/_catalog", "repositories", "the list", Token);
        var failure = (await ask.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Unreachable)).Which;
        failure.Message.Should().Contain("The remote certificate is invalid because of errors in the certificate chain").And.Contain("give the client the certificate of its authority");

        using var trusting = RegistryHttp.NewClient(registry.CertificateAuthorityPem);
        (await trusting.GetAsync(new Uri($"https://{registry.Address}/v2/"), Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        var mistaken = new RegistryHttp(trusting, "registry-1", () => new Uri($"https://{registry.Address}"), null, "another.host");
        var named = () => mistaken.FindListAsync("/v2/_catalog", "repositories", "the list", Token);
        (await named.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Unreachable)).WithMessage("*RemoteCertificateNameMismatch*");
    }

    [Fact]
    public async Task With_TLS_who_speaks_plain_HTTP_is_told_so()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions { Tls = true }, Token);
        using var plain = new HttpClient();
        (await (await plain.GetAsync(new Uri($"http://{registry.Address}/v2/"), Token)).Content.ReadAsStringAsync(Token)).Should().Contain("HTTP request to an HTTPS server");
    }

    [Fact]
    public async Task Other_containers_reach_it_by_the_name_that_they_are_told()
    {
        await using var network = await ContainerNetwork.CreateAsync(Engine, new ContainerNetworkOptions { Role = "registry" }, Token);
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions { Network = network.Name, Alias = "images.test" }, Token);
        var pushed = await registry.PushAsync("echo", Token);
        pushed.InternalReference.Should().Be("images.test:5000/example/echo:latest");
        var client = Engine.NewContainer(await Engine.Images.GetAsync("busybox", Token), "client")
            .WithNetwork(network.Name).WithCommand("wget", "-qO-", $"http://{registry.InternalAddress}/v2/example/echo/tags/list");
        var exit = await Engine.RunToEndAsync(client, Token);
        exit.Should().HaveExitCode(0);
        exit.LastLines.Select(line => line.Text).Should().ContainMatch("*\"latest\"*");
    }

    [Fact]
    public async Task The_port_is_bound_to_this_machine_alone()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        var described = await Engine.Client.Containers.InspectContainerAsync(registry.Container.Id, Token);
        described.NetworkSettings!.Ports!.Values.Where(it => it is not null).SelectMany(it => it!)
            .Should().OnlyContain(it => it.HostIP == "127.0.0.1").And.NotBeEmpty();
    }

    [Fact]
    [Fault("Registry", "deletion is not enabled", Names = "The operation is unsupported. (UNSUPPORTED), since REGISTRY_STORAGE_DELETE_ENABLED is false")]
    public async Task The_last_word_on_the_container_is_the_users()
    {
        var options = new RegistryOptions { Configure = container => container.WithEnvironment("REGISTRY_STORAGE_DELETE_ENABLED", "false") };
        await using var registry = await RegistryServer.StartAsync(Engine, options, Token);
        await registry.PushAsync("echo", Token);
        var delete = () => registry.DeleteAsync("example/echo", Token);
        var refused = (await delete.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused)).Which;
        refused.Errors.Should().ContainSingle().Which.Code.Should().Be("UNSUPPORTED");
        refused.ShouldNameItsFault();
        refused.Advice.Should().Be("set REGISTRY_STORAGE_DELETE_ENABLED to true.");
    }

    [Theory]
    [Fault("Registry", "a password file that is not bcrypt", Names = "has the password of jo in another form than bcrypt")]
    [Fault("Registry", "a line of a password file that is none", Names = "htpasswd: invalid entry at line 1")]
    [InlineData("jo:$apr1$z0Ws5Q0Q$abcdefghijklmnopqrstu.", "a password file that is not bcrypt")]
    [InlineData("jo pa55word", "a line of a password file that is none")]
    public async Task A_password_file_that_cannot_be_meant_is_told_and_nothing_of_what_is_in_it(string line, string fault)
    {
        var options = ForTwo with { Configure = it => it.WithResourceMapping(Encoding.UTF8.GetBytes(line + "\n"), "/h").WithEnvironment("REGISTRY_AUTH_HTPASSWD_PATH", "/h") };
        await using var registry = await RegistryServer.StartAsync(Engine, options, Token);
        var list = () => registry.ReadRepositoriesAsync(Token);
        var refused = (await list.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused)).Which;
        refused.ShouldNameItsFault(fault);
        refused.Message.Should().Contain("htpasswd -B").And.NotContain("apr1").And.NotContain("pa55word");
    }
}

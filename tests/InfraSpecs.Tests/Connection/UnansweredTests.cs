using System.Net.Sockets;

namespace InfraSpecs.Tests.Connection;

/// <summary>An engine that is not there says why in one sentence.</summary>
public sealed class UnansweredTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_in_place_of_a_socket()
    {
        var path = Directory.CreateDirectory(_folder.At("docker.sock")).FullName;
        (await ConnectAsync($"unix://{path}")).Should().StartWith($"No Docker engine answers at unix://{path}: {path} is a folder, no socket.\n").And.Contain("mounts a socket that is not there");
    }

    [Fact]
    public async Task A_socket_whose_engine_has_ended()
    {
        var path = _folder.At("docker.sock");
        using (var ended = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)) ended.Bind(new UnixDomainSocketEndPoint(path));

        // .NET removes the file with its socket; an engine that is killed leaves it.
        if (!File.Exists(path)) await File.WriteAllTextAsync(path, "", Token);
        (await ConnectAsync($"unix://{path}")).Should().StartWith($"No Docker engine answers at unix://{path}: nobody listens on the socket {path}; the engine that made it has ended.\n");
    }

    [Fact]
    public async Task An_engine_that_speaks_TLS_and_was_asked_without()
    {
        await using var engine = new LoopbackServer((_, _) => new Answer(400, "Client sent an HTTP request to an HTTPS server.\n"u8.ToArray()));
        (await ConnectAsync($"tcp://{engine.Address}")).Should().StartWith($"No Docker engine answers at tcp://{engine.Address}: it speaks TLS, and was asked without.\n")
            .And.Contain("What to do: set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder");
    }

    [Fact]
    public async Task An_engine_that_speaks_no_TLS_and_was_asked_with_it()
    {
        await using var engine = new Listener(async (client, _, end) => await client.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), end));
        (await AskWithTlsAsync(engine.Address)).Should().StartWith($"No Docker engine answers at tcp://{engine.Address} (DOCKER_HOST): there is no TLS with it: ").And.Contain("unset DOCKER_TLS_VERIFY");
    }

    [Fact]
    public async Task An_engine_that_says_nothing_to_TLS_is_given_up_at_the_deadline()
    {
        await using var engine = Listener.Answering(_ => null);
        (await AskWithTlsAsync(engine.Address)).Should().StartWith($"No Docker engine answers at tcp://{engine.Address} (DOCKER_HOST): no answer within 3 s.\n");
    }

    [Fact]
    public async Task An_engine_that_names_an_older_API_and_takes_ours_is_not_too_old()
    {
        await using var podman = new LoopbackServer((_, _) => Answer.Json("""{"Version":"5.4.2","ApiVersion":"1.41","Components":[{"Name":"Podman Engine","Version":"5.4.2"}]}"""));
        var version = await EngineVersion.AskAsync(new EngineChoice(new Uri($"tcp://{podman.Address}"), null, null), new EngineOptions(), Token);
        version.Should().Be(new EngineVersion("5.4.2", new Version(1, 41), SpeaksOurs: true, IsPodman: true));
        podman.Asked.Select(it => it.Path).Should().Equal("/version", "/v1.44/version");
    }

    private async Task<string> AskWithTlsAsync(string address)
    {
        var tls = EngineTls.Read(_folder.FullName, verifies: true, "it", "it");
        var ask = () => EngineVersion.AskAsync(new EngineChoice(new Uri($"tcp://{address}"), tls, "DOCKER_HOST"), new EngineOptions { ConnectWithin = TimeSpan.FromSeconds(3) }, Token);
        return (await ask.Should().ThrowAsync<EngineException>()).Which.Message;
    }

    private static async Task<string> ConnectAsync(string endpoint)
    {
        var connect = () => Engine.ConnectAsync(new EngineOptions { Endpoint = new Uri(endpoint) }, Token);
        return (await connect.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable)).Which.Message;
    }
}

using System.Diagnostics;
using System.Runtime.Versioning;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>
/// A machine with Debian's ssh server and the engine's socket, and a user with keys of its own. The user's ssh program is the real one. Its configuration is a file of this fixture's: ssh looks for
/// its own in the folder that the machine's list of users names, whatever HOME says, so that a script of the same name comes before it in PATH.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class SshMachine(EngineFixture fixture) : IAsyncLifetime
{
    private const string Dockerfile = """
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install -y --no-install-recommends openssh-server && rm -rf /var/lib/apt/lists/* /etc/ssh/ssh_host_* && mkdir -p /run/sshd && useradd -m -s /bin/sh stranger && useradd -m -s /bin/sh walled
        CMD ["/bin/sh", "-c", "ssh-keygen -A >/dev/null && exec /usr/sbin/sshd -D -e -o PasswordAuthentication=no -o 'AuthorizedKeysFile=/etc/ssh/keys' -o StrictModes=no"]
        """;

    private readonly TemporaryFolder _keys = new();
    private Container? _machine;

    /// <summary>Where its programs keep what is temporary.</summary>
    public TemporaryFolder Temporary { get; } = new();

    /// <summary>Where contexts are.</summary>
    public string DockerFolder => _keys.At("docker");

    public Uri At(string user, string path = "") => new($"ssh://{user}@127.0.0.1:{_machine!.Endpoint(22).Port}{path}");

    public async ValueTask InitializeAsync()
    {
        await ChildProcess.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", _keys.At("known")], Token);
        await ChildProcess.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", _keys.At("unknown")], Token);
        var image = await InlineImage.BuildAsync(fixture.Engine, "ssh", Dockerfile, Token);
        _machine = await fixture.Engine.StartAsync(
            fixture.Engine.NewContainer(image, "ssh").WithLoopbackPort(22).WithBindMount("/var/run/docker.sock", "/var/run/docker.sock")
                .WithResourceMapping(await File.ReadAllBytesAsync(_keys.At("known.pub"), Token), "/etc/ssh/keys")
                .WithResourceMapping("Match User walled\n  AllowStreamLocalForwarding no\n"u8.ToArray(), "/etc/ssh/sshd_config.d/walled.conf"),
            Token);
        await _machine.WaitForOutputAsync("Server listening on 0.0.0.0", 1, TimeSpan.FromSeconds(30), Token);
        await WriteProgramAsync("ssh", "known", "known_hosts");
        await WriteProgramAsync("keyless", "unknown", "known_hosts");
        await WriteProgramAsync("strange", "known", "none");
        var key = (await _machine.ExecAsync(["cat", "/etc/ssh/ssh_host_ed25519_key.pub"], Token)).Output;
        _keys.Write("known_hosts", $"[127.0.0.1]:{_machine.Endpoint(22).Port} {key}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_machine is not null) await _machine.DisposeAsync();
        _keys.Dispose();
        Temporary.Dispose();
    }

    /// <summary>Who may ask this machine's engine: the group of the socket there.</summary>
    public async Task AdmitAsync(string user) =>
        (await _machine!.ExecAsync(["sh", "-c", $"""groupadd -o -g "$(stat -c %g /var/run/docker.sock)" engine-{user}; usermod -aG engine-{user} {user}"""], Token)).ExitCode.Should().Be(0);

    /// <summary>A program that will use the engine there.</summary>
    /// <param name="engine">Its address; null where a context names it.</param>
    /// <param name="program">The program and its arguments.</param>
    /// <param name="ssh">Which ssh it finds: the one whose key is known, "keyless" or "strange".</param>
    public ProcessStartInfo Started(Uri? engine, IReadOnlyList<string> program, string ssh = "ssh") => new("env", ["--default-signal=INT,TERM", .. program])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["PATH"] = $"{_keys.At($"bin-{ssh}")}:{Environment.GetEnvironmentVariable("PATH")}", ["DOCKER_HOST"] = engine?.OriginalString, ["DOCKER_CONFIG"] = DockerFolder,
            ["TMPDIR"] = Temporary.FullName, ["SSH_AUTH_SOCK"] = null, ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1",
        },
    };

    /// <summary>Nothing of a way through ssh is left: no folder, and no program that was started with one.</summary>
    public async Task ShouldBeGoneAsync() => await Wait.UntilAsync("the end of ssh", _ =>
        new ValueTask<Probe<bool>>(Left() is [var first, ..] ? Probe.NotYet<bool>($"there is {first}") : Probe.Ready(true)), TimeSpan.FromSeconds(10), Token);

    /// <summary>Folders, and programs.</summary>
    public IReadOnlyList<string> Left() =>
    [
        .. Directory.EnumerateDirectories(Temporary.FullName, "infraspecs-ssh-*"),
        .. Directory.EnumerateDirectories("/proc").Select(ReadCommand).OfType<string>().Where(it => it.Contains(Temporary.FullName + "/infraspecs-ssh-", StringComparison.Ordinal)),
    ];

    private static string? ReadCommand(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // no process, or one that has ended
        }
    }

    private async Task WriteProgramAsync(string name, string key, string hosts)
    {
        var config = _keys.Write($"config-{name}", $"IdentityFile {_keys.At(key)}\nIdentitiesOnly yes\nUserKnownHostsFile {_keys.At(hosts)}\nGlobalKnownHostsFile /dev/null\nHostKeyAlgorithms ssh-ed25519\n");
        var path = _keys.Write($"bin-{name}/ssh", $"#!/bin/sh\nexec /usr/bin/ssh -F {config} \"$@\"\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Task.CompletedTask;
    }
}

using System.Diagnostics;
using System.Runtime.Versioning;

namespace InfraSpecs.Tests.Connection;

/// <summary>What ssh may answer, played by a script. The real one is met in SshSpecs.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SshForwardTests : IDisposable
{
    // Binds the socket that -L names, as ssh does once it has logged in.
    private const string Forwards = """for last; do test "$before" = -L && socket=${last%%:*}; before=$last; done; python3 -c 'import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1])' "$socket" """;

    private static readonly Uri Far = new("ssh://me@build.example:2222");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("me@build.example: Permission denied (publickey).", "ssh is not let in (it said `me@build.example: Permission denied (publickey).`).", "'ssh -p 2222 me@build.example' must log in without asking for anything")]
    [InlineData("Host key verification failed.", "ssh does not know the machine's key (it said `Host key verification failed.`).", "connect once with 'ssh -p 2222 me@build.example'")]
    [InlineData("ssh: Could not resolve hostname build.example: Name or service not known", "ssh does not find the machine (it said `ssh: Could not resolve hostname", "correct the name")]
    [InlineData("ssh: connect to host build.example port 2222: Connection refused", "ssh does not reach the machine (it said `ssh: connect to host", "see that its ssh server runs, and the port")]
    [InlineData("kex_exchange_identification: read: Connection reset by peer", "ssh ended with code 255 (it said `kex_exchange_identification: read: Connection reset by peer`).", "see what 'ssh -p 2222 me@build.example' says")]
    public async Task What_keeps_ssh_from_logging_in_is_told_with_its_words(string said, string seen, string advice) =>
        (await RefusedAsync($"echo '{said}' >&2; exit 255")).Should().StartWith($"No Docker engine answers at ssh://me@build.example:2222 (DOCKER_HOST): {seen}").And.Contain(advice);

    [Fact]
    public async Task A_key_that_has_changed_is_told_before_its_consequence() =>
        (await RefusedAsync("echo '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @' >&2; echo 'Host key verification failed.' >&2; exit 255"))
            .Should().Contain("the machine has another key than ssh knows of it").And.Contain("ssh-keygen -R");

    [Theory]
    [InlineData("absent", "ssh logs in, and there is no socket /var/run/docker.sock on that machine.", "name its socket in the address")]
    [InlineData("forbidden", "ssh logs in, and its user has no right to the socket /var/run/docker.sock on that machine.", "a member of the group docker")]
    public async Task What_is_found_there_is_told_also_behind_a_greeting(string found, string seen, string advice) =>
        (await RefusedAsync($"echo Welcome; echo infraspecs:{found}")).Should().Contain($"(DOCKER_HOST): {seen}\n").And.Contain(advice);

    [Fact]
    public async Task A_machine_without_ssh_says_so()
    {
        (await RefusedByAsync(_folder.At("no-ssh"))).Should().Contain("this machine has no ssh program.\n").And.Contain("openssh-client");
        Directory.EnumerateDirectories(Path.GetTempPath(), "infraspecs-ssh-*").Should().NotContain(it => Directory.GetCreationTimeUtc(it) > Process.GetCurrentProcess().StartTime.ToUniversalTime());
    }

    [Fact]
    public async Task One_that_never_logs_in_is_given_up_at_the_deadline_and_ended()
    {
        var pid = _folder.At("pid");
        (await RefusedAsync($"echo $$ > {pid}; echo 'slow today' >&2; exec sleep 600", TimeSpan.FromSeconds(1))).Should().Contain("ssh had not logged in within 1 s (it said `slow today`).\n");
        (await RunsAsync(pid)).Should().BeFalse();
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_attempt()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        var open = () => SshForward.OpenAsync(Choice, new EngineOptions(), cancel.Token, Script("exec sleep 600"));
        await open.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("channel 2: open failed: administratively prohibited: open failed", "ssh logs in, and that machine's ssh server forwards nothing for this user (it said `channel 2: open failed: administratively prohibited: open failed`).", "allow forwarding for the key")]
    [InlineData("channel 2: open failed: connect failed: open failed", "ssh logs in, and the socket /var/run/docker.sock of that machine does not answer: nobody listens on it, or its ssh server forwards no sockets (it said `channel 2: open failed: connect failed", "start Docker there, and have AllowStreamLocalForwarding yes")]
    public async Task What_keeps_the_socket_from_being_reached_is_told(string said, string seen, string advice)
    {
        await using var forward = await SshForward.OpenAsync(Choice, new EngineOptions(), Token, Script($"{Forwards}; echo infraspecs:ready; echo '{said}' >&2; cat"));
        (await forward.RefusalAsync(Choice, TimeProvider.System, new IOException("reset"))).Message.Should().Contain($"(DOCKER_HOST): {seen}").And.Contain(advice);
    }

    [Fact]
    public async Task It_is_a_socket_in_a_folder_of_this_user_alone_and_goes_with_its_program()
    {
        var pid = _folder.At("pid");
        var forward = await SshForward.OpenAsync(Choice, new EngineOptions(), Token, Script($"echo $$ > {pid}; {Forwards}; echo infraspecs:ready; exec sleep 600"));
        var folder = Path.GetDirectoryName(forward.Address.AbsolutePath)!;
        File.GetUnixFileMode(folder).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await forward.DisposeAsync();
        Directory.Exists(folder).Should().BeFalse();
        (await RunsAsync(pid)).Should().BeFalse("what does not end with its input is killed");
    }

    [Fact]
    public async Task What_it_is_told_is_what_a_shell_there_takes_for_a_path()
    {
        var words = _folder.At("words");
        var choice = new EngineChoice(new Uri("ssh://me@[::1]:2222/run/it's%20here.sock"), null, null);
        await using var forward = await SshForward.OpenAsync(choice, new EngineOptions(), Token, Script($"printf '%s\\n' \"$@\" > {words}; {Forwards}; for last; do :; done; sh -c \"$last\" | sed s/absent/ready/; cat"));
        (await File.ReadAllTextAsync(words, Token)).Should().Contain("\n-p\n2222\n--\nme@::1\nsh -c '").And.Contain("engine.sock:/run/it's here.sock\n").And.EndWith(" '/run/it'\\''s here.sock'\n");
    }

    private static EngineChoice Choice => new(Far, null, "DOCKER_HOST");

    /// <summary>One that nobody has asked for its exit code yet is listed, with an empty command.</summary>
    private static async Task<bool> RunsAsync(string pidFile) =>
        Path.Combine("/proc", (await File.ReadAllTextAsync(pidFile, Token)).Trim(), "cmdline") is var command && File.Exists(command) && (await File.ReadAllTextAsync(command, Token)).Length > 0;

    private Task<string> RefusedAsync(string script, TimeSpan? within = null) => RefusedByAsync(Script(script), within);

    private static async Task<string> RefusedByAsync(string program, TimeSpan? within = null)
    {
        var open = () => SshForward.OpenAsync(Choice, new EngineOptions { ConnectWithin = within ?? TimeSpan.FromSeconds(15) }, Token, program);
        return (await open.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable)).Which.Message;
    }

    private string Script(string text)
    {
        var path = _folder.Write("ssh", $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}

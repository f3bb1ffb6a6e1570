namespace InfraSpecs;

/// <summary>What ssh says of a connection, and what that means. It has one exit code for all that can be wrong, so that its words are all there is.</summary>
internal sealed class SshWords
{
    private const int Kept = 20;
    private const string Tcp = "or let the engine listen with TLS, and name it as tcp://";

    // The first that is said tells most: ssh goes on with consequences.
    private static readonly (string Words, string Means, string Advice)[] Known =
    [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", "the machine has another key than ssh knows of it", "find out why; if the new key is right, remove the old one with 'ssh-keygen -R' and connect once with '{0}'."),
        ("Host key verification failed", "ssh does not know the machine's key", "connect once with '{0}', and compare the key that it shows before you say yes."),
        ("Permission denied", "ssh is not let in", "'{0}' must log in without asking for anything: give your key to ssh-agent, and its public half to that machine's authorized_keys."),
        ("Could not resolve hostname", "ssh does not find the machine", "correct the name; '{0}' must connect."),
        ("Connection refused", "ssh does not reach the machine", "see that its ssh server runs, and the port; '{0}' must connect."),
        ("timed out", "ssh does not reach the machine", "see that it runs, and that the network leads there; '{0}' must connect."),
        ("No route to host", "ssh does not reach the machine", "see that it runs, and that the network leads there; '{0}' must connect."),
        ("Network is unreachable", "ssh does not reach the machine", "see that the network leads there; '{0}' must connect."),
    ];

    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _any = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once something is said.</summary>
    public Task Any => _any.Task;

    public static EngineException OnWindows(EngineChoice choice) =>
        EngineException.Unavailable($"{choice}", "it is behind ssh, and Windows' ssh forwards no sockets", $"run the specs in WSL, {Tcp}.");

    public static EngineException NoProgram(EngineChoice choice) =>
        EngineException.Unavailable($"{choice}", "it is behind ssh, and this machine has no ssh program", $"install an ssh client, as Debian's openssh-client; {Tcp}.");

    public static EngineException NoSocket(EngineChoice choice) => EngineException.Unavailable(
        $"{choice}",
        $"ssh logs in, and there is no socket {SshForward.SocketThere(choice.Endpoint)} on that machine",
        "start Docker there; or name its socket in the address, as in ssh://me@machine/run/user/1000/docker.sock.");

    public static EngineException NoRight(EngineChoice choice) => EngineException.Unavailable(
        $"{choice}",
        $"ssh logs in, and its user has no right to the socket {SshForward.SocketThere(choice.Endpoint)} on that machine",
        "let that user use the engine's socket, for example as a member of the group docker; or log in as one who may.");

    public EngineException Silent(EngineChoice choice, TimeSpan within, Exception cause) => EngineException.Unavailable(
        $"{choice}", $"ssh had not logged in within {FailureText.Duration(within)}{Quoted(Last)}", $"see what '{SshForward.ByHand(choice.Endpoint)}' says.", cause);

    /// <summary>The program ended before it had logged in.</summary>
    public EngineException NotConnected(EngineChoice choice, int code)
    {
        var byHand = SshForward.ByHand(choice.Endpoint);
        var lines = Lines();
        foreach (var (words, means, advice) in Known)
        {
            if (lines.FirstOrDefault(it => it.Contains(words, StringComparison.Ordinal)) is { } line)
                return EngineException.Unavailable($"{choice}", $"{means}{Quoted(line)}", advice.Replace("{0}", byHand, StringComparison.Ordinal));
        }

        return EngineException.Unavailable($"{choice}", $"ssh ended with code {code}{Quoted(Last)}", $"see what '{byHand}' says; it must lead to a shell, without a question.");
    }

    /// <summary>It has logged in, and the socket there is not reached.</summary>
    public EngineException NotForwarded(EngineChoice choice, Exception cause)
    {
        var socket = SshForward.SocketThere(choice.Endpoint);
        var said = Lines().LastOrDefault(it => it.Contains("open failed", StringComparison.Ordinal));
        // A server that has the forwarding of sockets turned off says the same as one where nobody listens.
        return said?.Contains("prohibited", StringComparison.Ordinal) == true
            ? EngineException.Unavailable($"{choice}", $"ssh logs in, and that machine's ssh server forwards nothing for this user{Quoted(said)}", $"have it allow forwarding for the key and the user; {Tcp}.", cause)
            : EngineException.Unavailable(
                $"{choice}",
                $"ssh logs in, and the socket {socket} of that machine does not answer: nobody listens on it, or its ssh server forwards no sockets{Quoted(said ?? Last ?? cause.GetBaseException().Message)}",
                $"start Docker there, and have AllowStreamLocalForwarding yes in its sshd_config; {Tcp}.",
                cause);
    }

    public async Task ListenAsync(StreamReader errors)
    {
        while (await errors.ReadLineAsync() is { } line)
        {
            if (line.Trim().Length == 0) continue;
            lock (_lines)
            {
                _lines.Add(line.Trim());
                if (_lines.Count > Kept) _lines.RemoveAt(0);
            }

            _any.TrySetResult();
        }
    }

    private string? Last => Lines() is [.., var last] ? last : null;

    private static string Quoted(string? line) => line is null ? "" : $" (it said `{line}`)";

    private IReadOnlyList<string> Lines()
    {
        lock (_lines) return [.. _lines];
    }
}

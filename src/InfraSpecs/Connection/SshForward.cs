using System.Diagnostics;
using System.Globalization;

namespace InfraSpecs;

/// <summary>
/// The socket of an engine on another machine, brought here by the user's own ssh program: as a child that forwards it to a socket in a folder which this user alone may enter. The child lives
/// as long as its input, which this process holds: however this process ends, the child ends too and removes the folder.
/// </summary>
internal sealed class SshForward : IAsyncDisposable
{
    public const string Scheme = "ssh";

    private const string Program = "ssh";
    private const string DefaultSocket = "/var/run/docker.sock";
    private const string Mark = "infraspecs:";

    // A terminal's Ctrl-C reaches children too, and what this process then removes goes through ssh. ssh minds signals that are ignored.
    private const string Keeper = """
        trap '' HUP INT QUIT TERM
        command -v "$1" >/dev/null || echo infraspecs:unprogrammed
        "$@"
        code=$?
        rm -rf "$0"
        exit "$code"
        """;

    private const string There = """sh -c 'if test ! -S "$0"; then echo infraspecs:absent; elif test ! -w "$0"; then echo infraspecs:forbidden; else echo infraspecs:ready; exec cat; fi' """;

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SaidWithin = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly Process _child;
    private readonly SshWords _said = new();
    private readonly Task _listening;

    private SshForward(string folder, Process child)
    {
        (_folder, _child) = (folder, child);
        _listening = _said.ListenAsync(child.StandardError);
    }

    /// <summary>Where the engine is asked.</summary>
    public Uri Address => new("unix://" + Path.Combine(_folder, "engine.sock"));

    /// <summary>The engine's socket on its own machine.</summary>
    public static string SocketThere(Uri engine) => engine.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(engine.AbsolutePath) : DefaultSocket;

    /// <summary>What a user types to see the same: "ssh -p 2222 me@build.example".</summary>
    public static string ByHand(Uri engine) =>
        $"ssh {(engine.Port > 0 ? string.Create(CultureInfo.InvariantCulture, $"-p {engine.Port} ") : "")}{Destination(engine)}";

    /// <exception cref="EngineException">It does not come about; nothing of it is left.</exception>
    public static async Task<SshForward> OpenAsync(EngineChoice choice, EngineOptions options, CancellationToken token, string program = Program)
    {
        if (OperatingSystem.IsWindows()) throw SshWords.OnWindows(choice);
        using var deadline = new CancellationTokenSource(options.ConnectWithin, options.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(token, deadline.Token);
        var forward = Start(choice.Endpoint, options.ConnectWithin, program);
        try
        {
            await forward.WaitUntilReadyAsync(choice, linked.Token);
            return forward;
        }
        catch (Exception e)
        {
            await forward.DisposeAsync();
            if (e is OperationCanceledException && !token.IsCancellationRequested) throw forward._said.Silent(choice, options.ConnectWithin, e);
            throw;
        }
    }

    /// <summary>Why the engine does not answer through it. ssh says so of its own accord, a moment before or after the connection ends.</summary>
    public async Task<EngineException> RefusalAsync(EngineChoice choice, TimeProvider time, Exception cause)
    {
        await Task.WhenAny(_said.Any, Task.Delay(SaidWithin, time, CancellationToken.None));
        return _said.NotForwarded(choice, cause);
    }

    public async ValueTask DisposeAsync()
    {
        _child.StandardInput.Close();
        // ssh would wait for connections that it carries, and clients keep some for later.
        await Task.WhenAny(_child.WaitForExitAsync(CancellationToken.None), Task.Delay(EndsWithin, TimeProvider.System, CancellationToken.None));
        if (!_child.HasExited) _child.Kill(entireProcessTree: true);
        await _child.WaitForExitAsync(CancellationToken.None);
        await _listening;
        _child.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static SshForward Start(Uri engine, TimeSpan within, string program)
    {
        var folder = Directory.CreateTempSubdirectory("infraspecs-ssh-").FullName;
        var start = new ProcessStartInfo("/bin/sh", ["-c", Keeper, folder, program, .. Arguments(engine, Path.Combine(folder, "engine.sock"), within)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return new SshForward(folder, Process.Start(start)!);
    }

    /// <summary>What a user's own configuration says holds too, but for what would keep this connection from being one of its own.</summary>
    private static IEnumerable<string> Arguments(Uri engine, string socket, TimeSpan within) =>
    [
        "-T", "-o", "BatchMode=yes", "-o", string.Create(CultureInfo.InvariantCulture, $"ConnectTimeout={Math.Max(1, (int)within.TotalSeconds)}"), "-o", "ControlMaster=no", "-o", "ControlPath=none",
        "-o", "RemoteCommand=none", "-L", $"{socket}:{SocketThere(engine)}",
        .. engine.Port > 0 ? (string[])["-p", engine.Port.ToString(CultureInfo.InvariantCulture)] : [],
        "--", Destination(engine), $"{There}'{SocketThere(engine).Replace("'", @"'\''", StringComparison.Ordinal)}'",
    ];

    private static string Destination(Uri engine) => engine.UserInfo.Length > 0 ? $"{Uri.UnescapeDataString(engine.UserInfo)}@{engine.IdnHost}" : engine.IdnHost;

    private async Task WaitUntilReadyAsync(EngineChoice choice, CancellationToken token)
    {
        var heard = await HearAsync(token);
        if (heard == "ready" && File.Exists(Address.AbsolutePath)) return;
        await _listening.WaitAsync(token);
        await _child.WaitForExitAsync(token);
        throw heard switch
        {
            "unprogrammed" => SshWords.NoProgram(choice),
            "absent" => SshWords.NoSocket(choice),
            "forbidden" => SshWords.NoRight(choice),
            _ => _said.NotConnected(choice, _child.ExitCode),
        };
    }

    /// <summary>What a shell there writes by itself, as its greeting, is passed over.</summary>
    private async Task<string?> HearAsync(CancellationToken token)
    {
        while (await _child.StandardOutput.ReadLineAsync(token) is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal)) return line[Mark.Length..].TrimEnd();
        }

        return null;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using InfraSpecs.Internal;

namespace InfraSpecs.Tests.Cleanup;

/// <summary>The reaper, run on this machine, beside an engine that answers as it is told.</summary>
internal sealed class ReaperProgram : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Func<string, string> _answer;
    private readonly Listener? _engine;
    private readonly string _program;
    private readonly Process _process;
    private int _port;

    /// <param name="answer">What the engine answers to "GET /networks", without the filters of the request.</param>
    /// <param name="variables">The reaper's.</param>
    /// <param name="hasEngine">False for an engine that is not there.</param>
    public ReaperProgram(Func<string, string> answer, IReadOnlyDictionary<string, string> variables, bool hasEngine = true)
    {
        var resource = $"reaper/{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}/reaper";
        Assert.SkipUnless(OperatingSystem.IsLinux() && EmbeddedFile.Exists(resource), $"there is no {resource} here");
        _answer = answer;
        _program = _folder.At("reaper");
        File.WriteAllBytes(_program, EmbeddedFile.Read(resource));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        if (hasEngine) _engine = new Listener(new UnixDomainSocketEndPoint(_folder.At("engine")), AnswerAsync);
        _process = Start("", [.. variables, new("INFRASPECS_REAPER_PORT", "0")]);
    }

    /// <summary>What the engine was asked, in order: "DELETE /networks/n?force=1", addresses decoded.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What it removed, in order.</summary>
    public IEnumerable<string> Removed => Asked.Where(it => it.StartsWith("DELETE ", StringComparison.Ordinal)).Select(it => it["DELETE ".Length..]);

    public async Task<ReaperClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, await PortAsync(), ThisTest.Token);
        return new ReaperClient(client);
    }

    /// <summary>A command in the same container.</summary>
    public async Task<Process> HoldAsync() => Start("hold", [new("INFRASPECS_REAPER_PORT", $"{await PortAsync()}")]);

    /// <summary>Until it has done its work; it ends with 1, since the engine has not ended it.</summary>
    public async Task WaitUntilItEndsAsync()
    {
        await _process.WaitForExitAsync(ThisTest.Token).WaitAsync(TimeSpan.FromSeconds(20), ThisTest.Token);
        _process.ExitCode.Should().Be(1);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        if (_engine is not null) await _engine.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<int> PortAsync()
    {
        if (_port > 0) return _port;
        var line = await _process.StandardOutput.ReadLineAsync(ThisTest.Token);
        line.Should().StartWith("Started ", "Testcontainers waits for this word");
        return _port = int.Parse(line!["Started ".Length..], CultureInfo.InvariantCulture);
    }

    private Process Start(string verb, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var start = new ProcessStartInfo(_program, verb) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["INFRASPECS_REAPER_SOCKET"] = _folder.At("engine");
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task AnswerAsync(Socket client, int number, CancellationToken end)
    {
        await using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var request = (await reader.ReadLineAsync(end))!.Split(' ');
        while (await reader.ReadLineAsync(end) is { Length: > 0 }) { }
        Asked.Enqueue($"{request[0]} {Uri.UnescapeDataString(request[1])}");
        request[2].Should().Be("HTTP/1.0", "such an answer ends where its connection does");
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{_answer($"{request[0]} {request[1].Split('?')[0]}")}"), end);
    }
}

/// <summary>A connection to it.</summary>
internal sealed class ReaperClient(TcpClient client) : IDisposable
{
    private readonly StreamReader _reader = new(client.GetStream());

    /// <returns>The answer.</returns>
    public async Task<string?> SayAsync(string line)
    {
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), ThisTest.Token);
        return await _reader.ReadLineAsync(ThisTest.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10), ThisTest.Token);
    }

    public void Dispose()
    {
        _reader.Dispose();
        client.Dispose();
    }
}

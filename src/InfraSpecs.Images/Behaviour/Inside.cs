using System.Globalization;

namespace InfraSpecs.Images.Behaviour;

/// <summary>A look from inside of a running container, by a small container that shares its processes and its network: the image needs no shell, and its files are not touched.</summary>
internal sealed class Inside : IAsyncDisposable
{
    // Looking at files and sockets of other users' processes.
    private static readonly string[] Capabilities = ["SYS_PTRACE", "DAC_READ_SEARCH"];

    private readonly Engine _engine;
    private readonly Container _probe;

    private Inside(Engine engine, Container probe) => (_engine, _probe) = (engine, probe);

    /// <exception cref="ContainerException">The container has ended, or the engine refused.</exception>
    public static async Task<Inside> EnterAsync(Engine engine, string container, CancellationToken token)
    {
        var builder = engine.NewContainer(await engine.Images.GetAsync("probe", token), "inside").WithCreateParameterModifier(create =>
        {
            create.HostConfig!.PidMode = create.HostConfig.NetworkMode = $"container:{container}";
            create.HostConfig.CapDrop = ["ALL"];
            create.HostConfig.CapAdd = Capabilities;
            create.HostConfig.ReadonlyRootfs = true;
        });
        return new Inside(engine, await engine.StartAsync(builder, token));
    }

    public async Task<InsideLook> LookAsync(CancellationToken token) => InsideLook.Read(await AskAsync(["inside"], token));

    /// <summary>Leaves process 1 a child that ends at once.</summary>
    /// <returns>After how long it was gone; null if it was still there.</returns>
    public async Task<TimeSpan?> LeaveOrphanAsync(TimeSpan within, CancellationToken token)
    {
        var words = (await AskAsync(["orphan", Milliseconds(within)], token)).Trim().Split(' ');
        return words is ["reaped", var time] ? TimeSpan.FromMicroseconds(long.Parse(time, CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>What "GET /" gets.</summary>
    /// <returns>The beginning of the body, or null and why there is none.</returns>
    public async Task<(string? Body, string Why)> GetAsync(int port, CancellationToken token)
    {
        var output = await AskAsync(["get", "127.0.0.1", port.ToString(CultureInfo.InvariantCulture), "/", "1", "2000"], token);
        var row = output.Split('\n').Select(it => it.Split('\t')).First(it => it[0] == "r");
        return row[3] == "0" ? (null, row[4]) : (InsideLook.Unescape(row[^1][1..]), "");
    }

    public ValueTask DisposeAsync() => _probe.DisposeAsync();

    private async Task<string> AskAsync(string[] question, CancellationToken token)
    {
        var outcome = await _probe.ExecAsync(["/probe", .. question], token);
        return outcome.ExitCode == 0 ? outcome.Output : throw new FormatException($"The look inside ended with exit code {outcome.ExitCode}: {outcome.Error}");
    }

    private static string Milliseconds(TimeSpan time) => Math.Ceiling(time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}

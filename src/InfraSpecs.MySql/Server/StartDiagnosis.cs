using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>Why a server does not become ready: what its log says, and, where that leaves it open, its kernel and the engine. Nothing is asked of one that soon answers.</summary>
internal sealed class StartDiagnosis(Container container, MySqlOptions options, Secrets secrets) : IAsyncDisposable
{
    /// <summary>Most servers answer sooner, and then nobody needs their log.</summary>
    private static readonly TimeSpan Unsuspected = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>A server that is just being stopped lets its data go, and one that makes new data starts anew.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly StartLog _log = new(secrets.Mask);
    private readonly CancellationTokenSource _enough = new();
    private readonly long _began = container.Engine.Time.GetTimestamp();
    private Task? _following;
    private string? _unreadable;
    private long? _looked;
    private long? _suspected;

    /// <summary>What keeps a running server from ever answering; null if nothing is known to.</summary>
    public async Task<StartTrouble?> WhileItRunsAsync(CancellationToken token)
    {
        var time = container.Engine.Time;
        if (time.GetElapsedTime(_began) < Unsuspected || (_looked is { } last && time.GetElapsedTime(last) < Between)) return null;
        _following ??= FollowAsync();
        _looked = time.GetTimestamp();
        if (_log.WaitsForSpace is { } full) return await TroubleAsync(StartFaultKind.Space, full);
        if (_log.Locked is not null || _log.Port == 0) _suspected ??= time.GetTimestamp();
        else _suspected = null;
        var isSure = _suspected is { } since && time.GetElapsedTime(since) >= Patience;
        if (_log.Locked is { } locked) return isSure ? await TroubleAsync(StartFaultKind.Locked, locked) : null;
        return _log.Port is { } port ? await OfPortAsync(port, isSure, token) : null;
    }

    private async Task<StartTrouble?> OfPortAsync(int port, bool isSure, CancellationToken token)
    {
        try
        {
            return port switch
            {
                0 => isSure && await IsServerMainAsync(token) ? Skipped : null,
                MySqlContainer.Port => await BoundElsewhereAsync(token) is { } address ? BoundTo(address) : null,
                _ => OtherPort(port),
            };
        }
        catch (DockerApiException)
        {
            return null; // an image without sh, a machine without ps: the deadline says then what the log says
        }
    }

    /// <summary>What ended a server.</summary>
    public async Task<StartTrouble> OfEndAsync(ContainerExit exit)
    {
        _following ??= FollowAsync();
        await _following.WaitAsync(Patience, container.Engine.Time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // By a signal from outside: what it had said before need not be why.
        var isKilled = exit.OutOfMemory || exit.ExitCode is ContainerExit.KilledExitCode or 143;
        if (!isKilled && StartFault.Find(_log.Errors) is { } fault) return await TroubleAsync(fault.Kind, fault.Cause, $"Its container {exit}.");
        var ended = $"its container {exit}";
        return new StartTrouble(
            isKilled || _log.LastLines.Count == 0 ? ended : $"{ended}: {Shortened(FailureText.Complaint(_log.LastLines) ?? _log.LastLines[^1])}",
            Said,
            exit.OutOfMemory || exit.MayBeOutOfMemory ? "give the container more memory, or the server less to hold in it: --innodb-buffer-pool-size." : "read what it said last.");
    }

    /// <summary>What is known of a server that did not answer in time.</summary>
    /// <param name="within">The time.</param>
    /// <param name="seen">What the client said last.</param>
    public async Task<StartTrouble> OfSilenceAsync(TimeSpan within, string seen)
    {
        var unanswered = $"it did not answer within {FailureText.Duration(within)} ({seen}){(_log.Script is { } script ? $", and the initialisation script {script} still runs" : "")}";
        if (StartFault.Find(_log.Errors) is { } fault) return await TroubleAsync(fault.Kind, $"{unanswered}, and its log says: {fault.Cause}");
        return new StartTrouble(
            _log.LastLines.Count == 0 ? unanswered : $"{unanswered}, and the last that it said is \"{Shortened(_log.LastLines[^1])}\"",
            Said,
            "mend what it says, or raise MySqlOptions.ReadyWithin if it only needs longer.");
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        if (_following is not null) await _following;
        _enough.Dispose();
    }

    private static StartTrouble Skipped { get; } = new(
        "it listens on its socket alone, at no port: skip-networking is on",
        [],
        "leave --skip-networking out of MySqlOptions.Arguments and of the configuration.");

    private static StartTrouble BoundTo(IPAddress address) => new(
        $"it listens on {address} alone, where nobody outside its container reaches it: bind-address is {address}",
        [],
        "leave --bind-address out of MySqlOptions.Arguments and of the configuration, or say 0.0.0.0 there.");

    private static StartTrouble OtherPort(int port) => new(
        $"it listens on port {port}, and it is asked at port {MySqlContainer.Port} of its container",
        [],
        "leave --port out of MySqlOptions.Arguments and of the configuration: which port of the engine's machine leads there is the engine's choice anyway.");

    private IReadOnlyList<string> Said =>
    [
        .. _unreadable is { } why ? [$"Its log cannot be read: {why}"] : Array.Empty<string>(),
        .. _log.Errors is { Count: > 0 } errors ? FailureText.Quote("It said:", errors, "") : FailureText.Quote("It said last:", _log.LastLines, "It said nothing."),
    ];

    /// <summary>The address at which it listens, if none of those is one by which a published port leads into the container.</summary>
    private async Task<IPAddress?> BoundElsewhereAsync(CancellationToken token)
    {
        var at = await Listeners.AtAsync(container, MySqlContainer.Port, token);
        if (at.Count == 0) return null;
        var networks = (await container.Engine.Client.Containers.InspectContainerAsync(container.Id, token)).NetworkSettings?.Networks?.Values ?? [];
        string[] own = [.. networks.SelectMany(it => new[] { it.IPAddress, it.GlobalIPv6Address }), "0.0.0.0", "::"];
        return at.Any(it => own.Contains(it.ToString())) ? null : at[0];
    }

    /// <summary>An entrypoint's temporary server is the child of a shell.</summary>
    private async Task<bool> IsServerMainAsync(CancellationToken token) =>
        (await container.ReadProcessesAsync(token)).Main?.Program is "mysqld" or "mariadbd" && _log.Port == 0;

    private async Task<StartTrouble> TroubleAsync(StartFaultKind kind, string cause, params string[] facts)
    {
        var told = _log.FailedScript is { } script && kind == StartFaultKind.Script ? $"the initialisation script {script} failed: {cause}" : cause;
        var (found, advice) = await new StartAdvice(container, options, secrets).ForAsync(kind, cause);
        return new StartTrouble(Shortened(told), [.. facts, .. found, .. Said], advice);
    }

    private static string Shortened(string text) => text.Length <= 400 ? text : text[..400] + "…";

    private async Task FollowAsync()
    {
        try
        {
            var state = (await container.Engine.Client.Containers.InspectContainerAsync(container.Id, _enough.Token)).State!;
            var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true, Since = BeginOf(state.StartedAt) };
            using var output = await container.Engine.Client.Containers.GetContainerLogsAsync(container.Id, parameters, _enough.Token);
            await foreach (var line in LogLine.ReadAsync(output, container.Engine.Time, _enough.Token)) _log.Add(line.Text);
        }
        catch (OperationCanceledException) when (_enough.IsCancellationRequested)
        {
            // It is not needed any more.
        }
        catch (Exception e) when (e is DockerApiException or IOException or HttpRequestException or EngineException)
        {
            _unreadable = EngineMessage.Of(e);
        }
    }

    /// <summary>In seconds of Unix time. The first line may be noted a little before the start is.</summary>
    private static string? BeginOf(string? startedAt) => DateTimeOffset.TryParse(startedAt, CultureInfo.InvariantCulture, out var started)
        ? (started - Between).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
        : null;
}

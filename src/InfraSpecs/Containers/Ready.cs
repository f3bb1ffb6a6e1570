using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;

namespace InfraSpecs;

/// <summary>When a container is up. It is asked at its start and at each start after that.</summary>
public sealed class Ready
{
    private readonly Func<Container, TimeSpan, CancellationToken, Task> _wait;

    private Ready(Func<Container, TimeSpan, CancellationToken, Task> wait) => _wait = wait;

    /// <summary>The ports in the container that are asked, and so published.</summary>
    internal IReadOnlyList<int> Ports { get; private init; } = [];

    /// <summary>It is up when it has ended.</summary>
    internal bool IsEnd { get; private init; }

    /// <summary>Its HEALTHCHECK passes. One that fails for good, or an image that has none, is no wait until the deadline.</summary>
    public static Ready WhenHealthy { get; } = Asking("a passed health check", (container, token) => ContainerHealth.AskAsync(container, text => text, token));

    /// <summary>It answers GET requests over HTTP with a success: 200 to 299. Redirects are not followed.</summary>
    /// <param name="port">The port in the container, which is published.</param>
    /// <param name="path">What is asked for: "/health", "/ready?full=1". It begins with "/".</param>
    /// <exception cref="ArgumentException">The path does not begin with "/".</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is not between 1 and 65535.</exception>
    public static Ready WhenHttpAnswers(int port, string path = "/") => WhenHttpAnswers(port, path, it => (int)it is >= 200 and < 300, "a success of");

    /// <summary>It answers GET requests over HTTP with a status: 401 says of a server that wants a password that it is up. Redirects are not followed.</summary>
    /// <param name="port">The port in the container, which is published.</param>
    /// <param name="path">What is asked for: "/health". It begins with "/".</param>
    /// <param name="status">The status.</param>
    /// <exception cref="ArgumentException">The path does not begin with "/".</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is not between 1 and 65535.</exception>
    public static Ready WhenHttpAnswers(int port, string path, HttpStatusCode status) => WhenHttpAnswers(port, path, it => it == status, $"{(int)status} from");

    /// <summary>A connection to a TCP port of it is accepted, and not closed at once. Where the server says nothing first, that takes 0.2 s.</summary>
    /// <param name="port">The port in the container, which is published.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is not between 1 and 65535.</exception>
    public static Ready WhenPortAccepts(int port)
    {
        RequirePort(port);
        return AskingPort($"a connection to port {port}", port, (container, listening, token) => PortQuestion.AskAsync(container, port, listening, token));
    }

    /// <summary>It has printed so many lines that match, since its container was made.</summary>
    /// <param name="pattern">A regular expression without lookaround and backreferences.</param>
    /// <param name="count">How many lines; 1 or more.</param>
    /// <exception cref="ArgumentException">The pattern is none.</exception>
    /// <exception cref="NotSupportedException">The pattern looks around or refers back.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public static Ready WhenOutputMatches([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, int count = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _ = new Regex(pattern, Container.OutputPattern);
        return new Ready((container, within, token) => container.WaitForOutputAsync(pattern, count, within, token));
    }

    /// <summary>It has ended by itself with this exit code: a migration, a job. Its end with another one is the start's failure.</summary>
    /// <param name="exitCode">0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 255.</exception>
    public static Ready WhenExitsWith(int exitCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exitCode, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exitCode, byte.MaxValue);
        return new Ready((container, within, token) => WaitForExitAsync(container, exitCode, within, token)) { IsEnd = true };
    }

    /// <summary>Anything else that it must answer.</summary>
    /// <param name="awaited">What is waited for, in a few words: "a query".</param>
    /// <param name="ask">One question to the container. It is asked again, with pauses of at most 50 ms, until it answers Ready or Hopeless.</param>
    /// <param name="ports">The ports in the container that it asks, which are published.</param>
    /// <exception cref="ArgumentOutOfRangeException">A port is not between 1 and 65535.</exception>
    public static Ready When(string awaited, Func<Container, CancellationToken, ValueTask<Probe<bool>>> ask, params int[] ports)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(awaited);
        ArgumentNullException.ThrowIfNull(ask);
        foreach (var port in ports) RequirePort(port);
        return Asking(awaited, ask, ports);
    }

    internal Task WaitAsync(Container container, TimeSpan within, CancellationToken token) => _wait(container, within, token);

    private static Ready Asking(string awaited, Func<Container, CancellationToken, ValueTask<Probe<bool>>> ask, params int[] ports) =>
        new((container, within, token) => container.WaitUntilAsync(awaited, linked => ask(container, linked), within, token)) { Ports = ports };

    /// <summary>Each wait has its own look at what the container listens on instead.</summary>
    private static Ready AskingPort(string awaited, int port, Func<Container, ListeningPorts, CancellationToken, ValueTask<Probe<bool>>> ask) => new((container, within, token) =>
    {
        var listening = new ListeningPorts(container, port);
        return container.WaitUntilAsync(awaited, linked => ask(container, listening, linked), within, token);
    })
    {
        Ports = [port],
    };

    private static Ready WhenHttpAnswers(int port, string path, Func<HttpStatusCode, bool> isRight, string wanted)
    {
        RequirePort(port);
        if (!path.StartsWith('/')) throw new ArgumentException($"'{path}' does not begin with '/', as /health does.", nameof(path));
        return AskingPort($"{wanted} GET {path} on port {port}", port, (container, listening, token) => HttpQuestion.AskAsync(container, port, path, isRight, listening, token));
    }

    private static async Task WaitForExitAsync(Container container, int exitCode, TimeSpan within, CancellationToken token)
    {
        var began = container.Engine.Time.GetTimestamp();
        var exit = await container.WaitForExitAsync(within, token);
        if (exit.ExitCode != exitCode) throw ContainerException.Ended(exit, $"its end with code {exitCode}", container.Engine.Time.GetElapsedTime(began));
    }

    private static void RequirePort(int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
    }
}

using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>Containers that end and are started again.</summary>
internal static class ContainerLife
{
    public static async Task<bool> IsRestartedAsync(Engine engine, string id, TimeSpan within, CancellationToken token)
    {
        if (await StateAsync(engine, id, token) is not { } state) return false;
        if (!state.Running && !await WasSignalledAsync(engine, id, state, token)) return false;
        using var budget = new CancellationTokenSource(within, engine.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(token, budget.Token);
        try
        {
            return await WaitForStartAsync(engine, id, linked.Token) is not null;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>When it was started, of a container that runs; null of one that does not, or that the engine is about to start again.</summary>
    public static async Task<DateTimeOffset?> OfAsync(Engine engine, string id, CancellationToken token) => await StateAsync(engine, id, token) is { } state ? Of(state) : null;

    public static async Task<DateTimeOffset?> WaitForStartAsync(Engine engine, string id, CancellationToken token)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        var news = new News();
        Task? events = null;
        try
        {
            while (true)
            {
                var next = news.Next;
                if (await StateAsync(engine, id, token) is not { } state) return null;
                if (Of(state) is { } started) return started;
                // From the end on, so that no start falls between.
                events ??= engine.Client.System.MonitorEventsAsync(Asked(id, Instant(state.FinishedAt), "start", "destroy"), news, enough.Token);
                await (await Task.WhenAny(next, events)).WaitAsync(token);
            }
        }
        finally
        {
            await enough.CancelAsync();
            if (events is not null) await events.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether the engine remembers the life of a container that ended, and was not asked for any signal in it.</summary>
    public static async Task<bool> WasLeftAloneAsync(IDockerClient client, string id, State state, CancellationToken token)
    {
        var happened = await InLifeAsync(client, id, state, token);
        return happened.Contains("start") && !happened.Contains("kill");
    }

    private static async Task<State?> StateAsync(Engine engine, string id, CancellationToken token)
    {
        try
        {
            return (await engine.Client.Containers.InspectContainerAsync(id, token)).State;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static DateTimeOffset? Of(State state) => state is { Running: true, Restarting: false } ? Instant(state.StartedAt) : null;

    private static DateTimeOffset Instant(string? text) => DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture);

    /// <summary>A container that ends by itself is sent no signal.</summary>
    private static async Task<bool> WasSignalledAsync(Engine engine, string id, State state, CancellationToken token) =>
        (await InLifeAsync(engine.Client, id, state, token)).Contains("kill");

    /// <summary>What of starts and signals the engine remembers, which are its last 256 events.</summary>
    private static async Task<IReadOnlyCollection<string>> InLifeAsync(IDockerClient client, string id, State state, CancellationToken token)
    {
        var asked = Asked(id, Instant(state.StartedAt), "start", "kill");
        asked.Until = Stamp(Instant(state.FinishedAt) + TimeSpan.FromSeconds(1));
        var actions = new Actions();
        await client.System.MonitorEventsAsync(asked, actions, token);
        return actions.Seen;
    }

    private static ContainerEventsParameters Asked(string id, DateTimeOffset since, params string[] kinds) => new()
    {
        Since = Stamp(since),
        Filters = new Dictionary<string, IDictionary<string, bool>>
        {
            ["container"] = new Dictionary<string, bool> { [id] = true },
            ["event"] = kinds.ToDictionary(it => it, _ => true),
        },
    };

    private static string Stamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private sealed class News : IProgress<Message>
    {
        private TaskCompletionSource _next = Signal();

        public Task Next => Volatile.Read(ref _next).Task;

        public void Report(Message value) => Interlocked.Exchange(ref _next, Signal()).TrySetResult();

        private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Actions : IProgress<Message>
    {
        public HashSet<string> Seen { get; } = [];

        public void Report(Message value) => Seen.Add(value.Action);
    }
}

using System.Globalization;
using System.Threading.Channels;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What an engine tells of the containers of a service: that they start, are well or not, are sent a signal, and end.</summary>
internal sealed class ContainerEvents : IProgress<Message>
{
    private static readonly string[] Kinds = ["start", "health_status", "kill", "die"];

    private readonly Channel<Message> _channel = Channel.CreateUnbounded<Message>();

    private ContainerEvents()
    {
    }

    /// <summary>They are collected from now on, and end where the engine or the token ends.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="serviceId">The service.</param>
    /// <param name="since">From when on, by the engine's clock; a moment that has passed, so that none falls between.</param>
    /// <param name="token">Ends them.</param>
    public static ContainerEvents Follow(IDockerClient engine, string serviceId, DateTimeOffset since, CancellationToken token)
    {
        var events = new ContainerEvents();
        _ = events.PumpAsync(engine, Asked(serviceId, since, null), token);
        return events;
    }

    /// <summary>Those that the engine remembers, some 250 of whatever kind.</summary>
    public static async Task<IReadOnlyList<Message>> ReadAsync(IDockerClient engine, string serviceId, DateTimeOffset since, DateTimeOffset until, CancellationToken token)
    {
        var events = new ContainerEvents();
        await engine.System.MonitorEventsAsync(Asked(serviceId, since, until), events, token);
        events._channel.Writer.Complete();
        return await events.ReadAllAsync(token).ToListAsync(token);
    }

    /// <exception cref="Exception">What ended them, where it was not the token.</exception>
    public IAsyncEnumerable<Message> ReadAllAsync(CancellationToken token) => _channel.Reader.ReadAllAsync(token);

    void IProgress<Message>.Report(Message value) => _channel.Writer.TryWrite(value);

    private async Task PumpAsync(IDockerClient engine, ContainerEventsParameters asked, CancellationToken token)
    {
        try
        {
            await engine.System.MonitorEventsAsync(asked, this, token);
            _channel.Writer.TryComplete();
        }
        catch (Exception e)
        {
            _channel.Writer.TryComplete(e); // the reader's to judge
        }
    }

    private static ContainerEventsParameters Asked(string serviceId, DateTimeOffset since, DateTimeOffset? until) => new()
    {
        Since = Stamp(since),
        Until = until is { } end ? Stamp(end) : null,
        Filters = new Dictionary<string, IDictionary<string, bool>>(LabelFilter.ByLabel(LabelFilter.LabelOfTasks(serviceId)))
        {
            ["type"] = new Dictionary<string, bool> { ["container"] = true },
            ["event"] = Kinds.ToDictionary(it => it, _ => true),
        },
    };

    private static string Stamp(DateTimeOffset at)
    {
        var (seconds, rest) = Math.DivRem((at - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{rest:0000000}00");
    }
}

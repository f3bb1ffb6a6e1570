using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Cli;

/// <summary>Says what is up while a named thing starts: a line for each container, as the engine's events tell it.</summary>
internal sealed class UpProgress : IAsyncDisposable
{
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(2);

    private readonly Engine _engine;
    private readonly NamedThing _thing;
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly Task _following;

    public UpProgress(Engine engine, NamedThing thing, TextWriter output)
    {
        (_engine, _thing, _output, _time, _began) = (engine, thing, output, engine.Time, engine.Time.GetTimestamp());
        var filters = new Dictionary<string, IDictionary<string, bool>>
        {
            ["label"] = new Dictionary<string, bool> { [$"{Session.IdLabel}={engine.Session.Labels[Session.IdLabel]}"] = true },
            ["event"] = new Dictionary<string, bool> { ["start"] = true },
            ["type"] = new Dictionary<string, bool> { ["container"] = true },
        };
        _following = FollowAsync(engine.Client, new ContainerEventsParameters { Filters = filters });
    }

    /// <summary>Since the beginning.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_began);

    /// <summary>A line: what, and how it is.</summary>
    public void Say(string what, string how)
    {
        lock (_gate) _output.WriteLine($"  {what,-18} {how}");
    }

    /// <summary>Has the engine have an image. One that takes its time is said to.</summary>
    public async Task HaveAsync(string image, CancellationToken token)
    {
        var having = _engine.Images.GetAsync(image, token);
        if (await Task.WhenAny(having, Task.Delay(Noticed, _time, token)) != having) Say($"image {image}", "is pulled or built");
        Say($"image {image}", await having);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _following;
        _end.Dispose();
    }

    private async Task FollowAsync(IDockerClient client, ContainerEventsParameters which)
    {
        try
        {
            await client.System.MonitorEventsAsync(which, new Started(this), _end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or DockerApiException or HttpRequestException or IOException or InfraSpecsException)
        {
            return; // only lines are lost; who starts it hears of a lost engine
        }
    }

    private void SayStarted(string name) => Say(_thing.RoleOf(name) ?? name, $"started {FailureText.Seconds(Elapsed, 1)}");

    private sealed class Started(UpProgress owner) : IProgress<Message>
    {
        public void Report(Message value)
        {
            if (value.Actor?.Attributes?.TryGetValue("name", out var name) == true) owner.SayStarted(name);
        }
    }
}

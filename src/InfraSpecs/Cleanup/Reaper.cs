using System.Net;
using Docker.DotNet;

namespace InfraSpecs.Cleanup;

/// <summary>
/// What removes from an engine what this process leaves there, however the process ends: a program in a container of that engine, which waits until the connection to it
/// ends. There is one for all sessions of the process that reach the engine by the same address, since one that loses its own connection must not take what others hold.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="time">Where time comes from.</param>
/// <param name="errors">Is told if there is none.</param>
internal sealed class Reaper(EngineChoice engine, TimeProvider time, TextWriter errors) : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly DockerClient _client = engine.Configuration.GetDockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan).Build();
    private readonly CancellationTokenSource _end = new();
    private readonly List<Session> _sessions = [];
    private Task<(string? Name, string? Why)>? _image;
    private Task? _start;
    private Task _keeping = Task.CompletedTask;
    private string _container = "";

    /// <summary>The value of <see cref="Session.ReaperLabel"/> on what it removes.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>It has run, and what is made from now on has its label.</summary>
    public bool IsUp { get; private set; }

    /// <summary>The engine does not answer.</summary>
    public bool IsLost { get; set; }

    /// <summary>What of the sessions has no label of the reaper was made before it was up.</summary>
    private List<string> Filters
    {
        get
        {
            lock (_gate) return [$"label={Session.ReaperLabel}={Id}", .. _sessions.Select(it => $"label={Session.IdLabel}={it.Id:N}"),
                .. TestcontainersReaper.FiltersAt(engine.Configuration.Endpoint)];
        }
    }

    public void Add(Session session)
    {
        lock (_gate) _sessions.Add(session);
    }

    /// <returns>Whether it was the last.</returns>
    public bool Remove(Session session)
    {
        lock (_gate) return _sessions.Remove(session) && _sessions.Count == 0;
    }

    /// <summary>Ends when it is up, and also if there will be none: that is told, once. The first call starts it.</summary>
    public Task StartAsync()
    {
        lock (_gate) return _start ??= Task.Run(StartOnceAsync);
    }

    /// <summary>Testcontainers' own reaper may be started at any time, and has no other place to get the image from.</summary>
    public Task ShareAsync() => TestcontainersReaper.IsItsEngine(engine.Configuration.Endpoint) ? ImageAsync() : Task.CompletedTask;

    /// <summary>Its image, which Testcontainers may use too; or why there is none.</summary>
    private Task<(string? Name, string? Why)> ImageAsync()
    {
        lock (_gate) return _image ??= Task.Run(EnsureImageAsync);
    }

    /// <summary>Removes it, at once. From an engine that is lost it goes by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_image ?? Task.CompletedTask, _start ?? Task.CompletedTask);
        await _keeping;
        if (_container.Length > 0 && !IsLost) await ReaperContainer.RemoveAsync(_client, _container, time);
        _client.Dispose();
        _end.Dispose();
    }

    private async Task<(string? Name, string? Why)> EnsureImageAsync()
    {
        using var limit = new CancellationTokenSource(StartWithin, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Token);
        try
        {
            var image = await ReaperImage.EnsureAsync(_client, linked.Token);
            if (image.Name is not null) TestcontainersReaper.Share(engine.Configuration.Endpoint, image.Name);
            return image;
        }
        catch (Exception e) when (IsFailure(e))
        {
            return (null, Why(e));
        }
    }

    private async Task StartOnceAsync()
    {
        using var limit = new CancellationTokenSource(StartWithin, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Token);
        var (image, why) = await ImageAsync();
        try
        {
            if (image is not null)
            {
                await StartContainerAsync(image, linked.Token);
                var hold = await ReaperHold.OpenAsync(_client, _container, Filters, time, linked.Token);
                IsUp = true;
                _keeping = Task.Run(() => KeepAsync(hold));
            }
        }
        catch (Exception e) when (IsFailure(e))
        {
            why = Why(e);
            if (_container.Length > 0) await ReaperContainer.RemoveAsync(_client, _container, time);
            _container = "";
        }

        if (why is not null && !_end.IsCancellationRequested) await TellAsync(why);
    }

    private async Task StartContainerAsync(string image, CancellationToken token) =>
        _container = await ReaperContainer.StartAsync(_client, engine.Endpoint, image, Id, Filters, token);

    /// <summary>Connects again whenever the connection has ended, as with the engine's restart, and starts another reaper where somebody has removed this one.</summary>
    private async Task KeepAsync(ReaperHold hold)
    {
        while (!_end.IsCancellationRequested)
        {
            await hold.UntilItEndsAsync(Filters, _end.Token);
            // One that only says nothing is kept until there is another: an engine may be slow, and the reaper waits for 3 s without one.
            using var old = hold;
            hold = await OpenAgainAsync() ?? hold;
        }

        hold.Dispose();
    }

    /// <returns>Null once it is over.</returns>
    private async Task<ReaperHold?> OpenAgainAsync()
    {
        for (var pause = FirstPause; !_end.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await ReaperHold.OpenAsync(_client, _container, Filters, time, _end.Token);
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
            {
                await TryStartAgainAsync();
            }
            catch (Exception e) when (IsFailure(e))
            {
                await Task.Delay(pause, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return null;
    }

    private async Task TryStartAgainAsync()
    {
        try
        {
            // The image may have been removed with it.
            if (await ReaperImage.EnsureAsync(_client, _end.Token) is ({ } image, _)) await StartContainerAsync(image, _end.Token);
        }
        catch (Exception e) when (IsFailure(e))
        {
            await Task.Delay(LongestPause, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task TellAsync(string why) => errors.WriteLineAsync(
        $"InfraSpecs: there is no reaper on {engine.Endpoint.OriginalString}: {why.TrimEnd('.')}. What this process leaves if it is killed, the next connection removes.");

    private static string Why(Exception e) => e is OperationCanceledException ? $"it was not up within {FailureText.Duration(StartWithin)}" : EngineMessage.Of(e);

    private static bool IsFailure(Exception e) =>
        EngineCall.IsLoss(e) || e is DockerApiException or TimeoutException or OperationCanceledException or ObjectDisposedException;
}

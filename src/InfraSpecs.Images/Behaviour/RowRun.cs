using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Behaviour;

/// <summary>The run of one row: its output, its end and its port are looked at side by side, until all is as expected or cannot be any more.</summary>
internal sealed class RowRun
{
    // For a log that comes after its container's end.
    private static readonly TimeSpan LogWithin = TimeSpan.FromSeconds(5);

    private readonly Engine _engine;
    private readonly EnvironmentMatrixOptions _options;
    private readonly RowContainer _container;
    private readonly RowSeen _seen;
    private readonly Task<long> _end;
    private readonly Task _output;
    private readonly TaskCompletionSource _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RowRun(Engine engine, EnvironmentMatrixOptions options, EnvironmentRow row, RowContainer container, CancellationToken stop)
    {
        (_engine, _options, _container, _seen) = (engine, options, container, new RowSeen(row, new EnvironmentMask(row.Environment)));
        _end = container.EndAsync(stop);
        _output = ReadAsync(options.Rows.SelectMany(it => it.Patterns).Distinct().ToDictionary(it => it, EnvironmentRow.Compile), stop);
    }

    private EnvironmentRow Row => _seen.Row;

    public static async Task<RowSeen> RunAsync(Engine engine, string image, EnvironmentMatrixOptions options, EnvironmentRow row, CancellationToken token)
    {
        await using var container = await RowContainer.StartAsync(engine, image, options, row, token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var run = new RowRun(engine, options, row, container, stop.Token);
        try
        {
            await run.WatchAsync(token);
            return run._seen;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(run._end, run._output).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(CancellationToken token)
    {
        using var budget = new CancellationTokenSource(_options.Within, _engine.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, token);
        List<Task> watched = [];
        if (Row.Patterns.Any()) watched.Add(PrintsAsync(linked.Token));
        if (Row.MustEnd) watched.Add(EndsAsync(linked.Token));
        if (Row.Port is { } port) watched.Add(ListensAsync(port, linked.Token));
        await Task.WhenAll(watched);
        token.ThrowIfCancellationRequested();
        if ((_end.Exception ?? _output.Exception)?.InnerException is { } lost) throw ImageTestException.NotFollowed(_options.Image, lost);
        if (_end.IsCompletedSuccessfully) _seen.ExitCode = await _end;
        Judge();
    }

    private async Task ReadAsync(IReadOnlyDictionary<string, Regex> patterns, CancellationToken token)
    {
        await foreach (var line in _container.ReadLinesAsync(token))
        {
            _seen.Take(line.Text, patterns);
            if (Row.Patterns.All(_seen.HasPrinted)) _printed.TrySetResult();
        }
    }

    // Who has ended prints no more.
    private async Task PrintsAsync(CancellationToken within) => await Quietly(Task.WhenAny(_printed.Task, _output), within);

    private async Task EndsAsync(CancellationToken within)
    {
        await Quietly(_end, within);
        if (_end.IsCompletedSuccessfully) await _output.WaitAsync(LogWithin, _engine.Time, CancellationToken.None);
    }

    private async Task ListensAsync(int port, CancellationToken within)
    {
        Inside? inside = null;
        var why = $"nothing listened on {port}/tcp";
        try
        {
            await Wait.UntilAsync(_container.Name, AskAsync, _options.Within, within, _engine.Time);
        }
        catch (Exception e) when (e is WaitException or ContainerException or OperationCanceledException)
        {
            _seen.Findings.Add(_end.IsCompletedSuccessfully ? $"it ended before it listened on {port}/tcp as expected" : why);
        }
        finally
        {
            if (inside is not null) await inside.DisposeAsync();
        }

        async ValueTask<Probe<bool>> AskAsync(CancellationToken token)
        {
            if (_end.IsCompleted) return Probe.Hopeless<bool>("it has ended");
            try
            {
                inside ??= await Inside.EnterAsync(_engine, _container.Id, token);
                why = await WhyNotAsync(inside, port, token);
                return why.Length == 0 ? Probe.Ready(true) : Probe.NotYet<bool>(why);
            }
            catch (Exception e) when (e is ContainerException { Reason: ContainerReason.NotStarted or ContainerReason.Ended })
            {
                return Probe.NotYet<bool>("it could not be looked at from inside"); // it ends, which is then seen
            }
        }
    }

    private async Task<string> WhyNotAsync(Inside inside, int port, CancellationToken token)
    {
        var look = await inside.LookAsync(token);
        _seen.Ports = [.. look.Ports.Where(it => !it.IsChosen)];
        if (!look.Listens(port)) return $"nothing listened on {port}/tcp, but on {(_seen.Ports.Count == 0 ? "no port" : string.Join(", ", _seen.Ports))}";
        if (Row.Answer is not { } answer) return "";
        var (body, failure) = await inside.GetAsync(port, token);
        _seen.Body = body;
        return body is null ? $"GET / on {port}/tcp had no answer ({failure})"
            : EnvironmentRow.Compile(answer).IsMatch(body) ? ""
            : $"GET / on {port}/tcp answered '{_seen.Mask.Apply(body.TrimEnd())}', which does not match /{answer}/";
    }

    private void Judge()
    {
        var ended = _seen.ExitCode is { } code ? $"it ended with exit code {code}" : $"it still ran after {FailureText.Duration(_options.Within)}";
        if (Row.Output is { } output && !_seen.HasPrinted(output)) _seen.Findings.Add($"no line matched /{output}/, and {ended}");
        if (Row.ExitCode is { } expected && _seen.ExitCode != expected) _seen.Findings.Add($"expected exit code {expected}, and {ended}");
        if (Row.Refusal is not { } refusal) return;
        if (_seen.ExitCode is null or 0) _seen.Findings.Add($"expected a refusal, and {ended}");
        if (!_seen.HasPrinted(refusal)) _seen.Findings.Add($"expected a refusal with a line that matches /{refusal}/, and there was none");
    }

    private static async Task Quietly(Task work, CancellationToken within) =>
        await work.WaitAsync(within).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

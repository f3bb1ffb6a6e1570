using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.OutputDevice;
using Microsoft.Testing.Platform.Extensions.TestHost;
using Microsoft.Testing.Platform.OutputDevice;
using Microsoft.Testing.Platform.Services;
using Microsoft.Testing.Platform.TestHost;

namespace InfraSpecs.Xunit.Runner;

/// <summary>
/// The runner's extension: begins to record before the first spec, hears the verdicts, also those that no spec of its own knows of (a constructor, a fixture or a disposal
/// that threw), shows what long waits wait for in the spec's own line, and draws the report at the end.
/// </summary>
internal sealed class RunReporter(IServiceProvider services) : ITestHostApplicationLifetime, ITestSessionLifetimeHandler, IDataConsumer, IDataProducer, IOutputDeviceDataProducer
{
    private static readonly TimeSpan DrawnWithin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (string Name, SessionUid Session)> _running = new(StringComparer.Ordinal);
    private RunRecorder? _recorder;
    private string? _trouble;

    public static string PackageVersion { get; } = typeof(RunReporter).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Cancelled when the whole run is stopped, and not at the timeout of a spec.</summary>
    public static CancellationToken Stopping { get; private set; }

    public string Uid => "InfraSpecs.RunReporter";

    public string Version => PackageVersion;

    public string DisplayName => "InfraSpecs";

    public string Description => "Records the run, and draws a report of it";

    public Type[] DataTypesConsumed => [typeof(TestNodeUpdateMessage)];

    public Type[] DataTypesProduced => [typeof(TestNodeUpdateMessage), typeof(SessionFileArtifact)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(!ReportOption.Read(services.GetCommandLineOptions()).IsOff);

    public Task BeforeRunAsync(CancellationToken cancellationToken)
    {
        Stopping = cancellationToken;
        var program = AppContext.BaseDirectory;
        var options = new RunRecorderOptions
        {
            Folder = ReportOption.Read(services.GetCommandLineOptions()).Folder ?? RunPlace.Folder(program),
            Assembly = Assembly.GetEntryAssembly()?.GetName().Name ?? "",
            Commit = RunPlace.Commit(program),
            Scope = () => SpecScope.Current,
        };
        try
        {
            _recorder = RunRecorder.Start(RunPlace.Run() is { } run ? options with { Run = run } : options);
            _recorder.Waiting += Show;
            EndSignals.Tell(Asked, EndAsync);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _trouble = e.Message;
        }

        return Task.CompletedTask;
    }

    public Task ConsumeAsync(IDataProducer dataProducer, IData value, CancellationToken cancellationToken)
    {
        if (_recorder is null || dataProducer == this || value is not TestNodeUpdateMessage { TestNode: { } node, SessionUid: var session }) return Task.CompletedTask;
        if (NodeVerdict.Of(node) is { } verdict)
        {
            _running.TryRemove(verdict.Spec, out _);
            _recorder.Judge(verdict);
            _recorder.Enter(verdict.Spec, "end");
        }
        else if (node.Properties.Any<InProgressTestNodeStateProperty>())
        {
            _running[node.Uid.Value] = (node.DisplayName, session);
        }

        return Task.CompletedTask;
    }

    public Task OnTestSessionStartingAsync(ITestSessionContext testSessionContext) => Task.CompletedTask;

    /// <summary>The runner tells where the report will be.</summary>
    public Task OnTestSessionFinishingAsync(ITestSessionContext testSessionContext) => _recorder is null
        ? Task.CompletedTask
        : services.GetMessageBus().PublishAsync(
            this, new SessionFileArtifact(testSessionContext.SessionUid, new FileInfo(PageOf(_recorder)), "InfraSpecs report", "What was red and why, and what the run cost"));

    public async Task AfterRunAsync(int exitCode, CancellationToken cancellation)
    {
        EndSignals.TellNobody();
        if (_recorder is not null) await _recorder.DisposeAsync();
        if ((_trouble ?? _recorder?.Trouble ?? await DrawAsync(_recorder!)) is { } trouble) await SayAsync($"InfraSpecs: the run has no report: {trouble}", cancellation);
    }

    /// <summary>The process is asked to end: how specs fail that are under way, as their containers are removed, is not the cause.</summary>
    private void Asked(string signal)
    {
        foreach (var spec in _running.Keys) _recorder!.Judge(new RecordedVerdict(spec, "cancelled", Message: $"The process was asked to end ({signal}) while this ran."));
    }

    /// <summary>The runner itself tells nobody where a signal ends the process.</summary>
    private async Task EndAsync()
    {
        await _recorder!.DisposeAsync();
        if ((_recorder.Trouble ?? await DrawAsync(_recorder)) is { } trouble) await Console.Error.WriteLineAsync($"InfraSpecs: the run has no report: {trouble}");
    }

    /// <returns>What kept it from being drawn; null if nothing did.</returns>
    private static async Task<string?> DrawAsync(RunRecorder recorder)
    {
        using var budget = new CancellationTokenSource(DrawnWithin, TimeProvider.System);
        try
        {
            var report = await RunReport.DrawAsync([recorder.Folder], budget.Token);
            await StepSummary.AppendAsync(report.Summary, budget.Token);
            return null;
        }
        catch (Exception e) when (e is RunReportException or WaitException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return e.Message;
        }
    }

    private static string PageOf(RunRecorder recorder) => Path.Combine(Path.GetDirectoryName(recorder.Folder)!, RunReport.PageName);

    private Task SayAsync(string text, CancellationToken token) => services.GetOutputDevice().DisplayAsync(this, new TextOutputDeviceData(text), token);

    /// <summary>The runner shows the name of a spec that is running: that is published again, with more in it.</summary>
    private void Show(object? sender, ShownWait wait)
    {
        if (wait.Spec is null || !_running.TryGetValue(wait.Spec, out var running)) return;
        var name = wait.Answer is null ? running.Name : $"{running.Name}: {wait.Subject}: {wait.Answer.Split('\n')[0]}";
        var node = new TestNode { Uid = new TestNodeUid(wait.Spec), DisplayName = name, Properties = new PropertyBag(InProgressTestNodeStateProperty.CachedInstance) };
        _ = services.GetMessageBus().PublishAsync(this, new TestNodeUpdateMessage(running.Session, node));
    }
}

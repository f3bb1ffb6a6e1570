using System.Text.Json;

namespace InfraSpecs.Testing;

/// <summary>
/// A run of one spec, recorded as the runner does it. There is at most one in a process at a time, so that a test assembly has those that record in one class. What other tests do
/// meanwhile is not of the spec.
/// </summary>
public sealed class RecordedRun : IAsyncDisposable
{
    public const string Spec = "s1";

    private readonly TemporaryFolder _folder = new();
    private readonly AsyncLocal<RunScope?> _scope = new() { Value = new RunScope(Spec, "Specs") };
    private readonly RunRecorder _recorder;

    public RecordedRun()
    {
        _recorder = RunRecorder.Start(new RunRecorderOptions { Folder = _folder.At("artifacts"), Run = "one", Scope = () => _scope.Value });
        _recorder.Begin(new RecordedSpec(Spec, "Specs", "Is_red", "Specs.Is_red"));
    }

    /// <summary>The spec fails, and the run ends.</summary>
    /// <returns>The lines of the spec in its file, and its page.</returns>
    public async Task<(IReadOnlyList<JsonElement> Lines, string Page)> FailAsync(CancellationToken token)
    {
        _recorder.Judge(new RecordedVerdict(Spec, "failed", Message: "It is red."));
        await _recorder.DisposeAsync();
        var file = Directory.GetFiles(_recorder.Folder, "*.jsonl").Single();
        var report = await RunReport.DrawAsync([_recorder.Folder], token);
        var own = File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement).Where(it => it.TryGetProperty("spec", out var spec) && spec.GetString() == Spec);
        return ([.. own], await File.ReadAllTextAsync(report.Page, token));
    }

    public async ValueTask DisposeAsync()
    {
        await _recorder.DisposeAsync();
        _folder.Dispose();
    }
}

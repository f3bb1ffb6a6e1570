using System.Collections.Concurrent;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace InfraSpecs.Xunit.Runner;

/// <summary>
/// Hears when specs begin and end, and collects evidence of those that fail, before what they hold is disposed of. The package's props put it on a test assembly. Where
/// nothing is recorded it does nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RecordedSpecsAttribute : BeforeAfterTestAttribute
{
    /// <summary>A verdict is not kept longer.</summary>
    private static readonly TimeSpan CollectedWithin = TimeSpan.FromSeconds(1);

    private const string Attachment = "evidence.txt";

    private static readonly ConcurrentDictionary<string, CancellationTokenRegistration> Running = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (RunRecorder.Current is not { } recorder) return;
        recorder.Begin(SpecScope.Spec(test));
        recorder.Enter(test.TestCase.UniqueID, "body");
        // xunit gives a spec up at its timeout and does not wait for its body; what is done in this callback it waits for.
        Running[test.UniqueID] = TestContext.Current.CancellationToken.Register(() =>
        {
            if (RunReporter.Stopping.IsCancellationRequested) Judge(recorder, test, "cancelled", "The run was stopped.", null);
            else Judge(recorder, test, "timeout", $"It took longer than its timeout, {test.Timeout} ms.", null);
        });
    }

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        // Waits for the callback, if that runs.
        if (Running.TryRemove(test.UniqueID, out var registration)) registration.Dispose();
        if (RunRecorder.Current is not { } recorder) return;
        recorder.Enter(test.TestCase.UniqueID, "down");
        if (TestContext.Current.TestState is { Result: TestResult.Failed } state) Judge(recorder, test, "failed", Joined(state.ExceptionMessages), Joined(state.ExceptionStackTraces));
    }

    private static void Judge(RunRecorder recorder, IXunitTest test, string state, string? message, string? stack)
    {
        // xunit calls attributes synchronously, on one of few threads.
        var evidence = Task.Run(() => recorder.CollectAsync(SpecScope.Of(test), CollectedWithin)).GetAwaiter().GetResult();
        // What the failure's own text says is not said twice.
        foreach (var cause in evidence.Causes.Where(it => message?.Contains(it.Sentence, StringComparison.Ordinal) != true)) TestContext.Current.TestOutputHelper?.WriteLine($"{cause}");
        if ($"{evidence}" is { Length: > 0 } text) TestContext.Current.AddAttachment(Attachment, text);
        recorder.Judge(new RecordedVerdict(test.TestCase.UniqueID, state, Message: message, Stack: stack));
    }

    private static string? Joined(string?[]? texts) => texts is null ? null : string.Join('\n', texts.Where(it => it is not null));
}

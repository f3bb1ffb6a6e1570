using System.Diagnostics;
using System.Runtime.InteropServices;

namespace InfraSpecs.Extensibility;

/// <summary>
/// A process that is asked to end (SIGTERM, SIGHUP, SIGQUIT) removes first what it made: a CI job that is cancelled, a container that is stopped, a terminal that is closed. Test
/// runners do that by themselves for SIGINT, and for no other signal. A second signal ends the process at once. Engines and attached clusters are watched already.
/// </summary>
public static class EndSignals
{
    private const int SignalledExitCode = 128;

    /// <summary>Whoever asks a process to end mostly kills it 10 s later, and the removal comes first.</summary>
    private static readonly TimeSpan FinishedWithin = TimeSpan.FromSeconds(5);

    private static readonly Lock Gate = new();
    private static readonly HashSet<IAsyncDisposable> Made = [];
    private static readonly List<PosixSignalRegistration> Registered = [];
    private static (Action<string> Asked, Func<Task> Finish)? _told;
    private static bool _isEnding;

    /// <summary>Disposes of something when the process is asked to end, within 10 s.</summary>
    /// <param name="made">It. It may be disposed of twice.</param>
    public static void Watch(IAsyncDisposable made)
    {
        lock (Gate)
        {
            Made.Add(made);
            if (Registered.Count > 0) return;
            foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }) Registered.Add(PosixSignalRegistration.Create(signal, End));
        }
    }

    /// <summary>It is disposed of already.</summary>
    /// <param name="made">What was watched.</param>
    public static void Forget(IAsyncDisposable made)
    {
        lock (Gate)
        {
            Made.Remove(made);
            if (Made.Count > 0 || _isEnding) return;
            Registered.ForEach(it => it.Dispose());
            Registered.Clear();
        }
    }

    /// <summary>Who tells of the run hears of the signal first, and has 5 s once all that was made is removed. Without anything that is watched, a signal ends the process as ever.</summary>
    /// <param name="asked">Is told the signal's name, before anything is removed.</param>
    /// <param name="finish">What is done at last.</param>
    public static void Tell(Action<string> asked, Func<Task> finish)
    {
        lock (Gate) _told = (asked, finish);
    }

    /// <summary>The run is told of already.</summary>
    public static void TellNobody()
    {
        lock (Gate) _told = null;
    }

    private static void End(PosixSignalContext context)
    {
        lock (Gate)
        {
            if (_isEnding) Process.GetCurrentProcess().Kill();
            _isEnding = context.Cancel = true;
            _told?.Asked($"{context.Signal}");
            _ = EndAsync(context.Signal, [.. Made]);
        }
    }

    private static async Task EndAsync(PosixSignal signal, IReadOnlyList<IAsyncDisposable> made)
    {
        var removing = Task.WhenAll(made.Select(it => it.DisposeAsync().AsTask()));
        await Task.WhenAny(removing, Task.Delay(EngineHealth.Limit, TimeProvider.System));
        if (!removing.IsCompletedSuccessfully)
        {
            var why = removing.Exception is { } failure ? $": {failure.Flatten().InnerException!.Message}" : $" within {FailureText.Duration(EngineHealth.Limit)}.";
            await Console.Error.WriteLineAsync($"InfraSpecs: the process was ended by {signal}, and not all that it made was removed{why} 'infraspecs doctor' lists what is left.");
        }

        await FinishAsync();
        Environment.Exit(SignalledExitCode + NumberOf(signal));
    }

    private static async Task FinishAsync()
    {
        Func<Task>? finish;
        lock (Gate) finish = _told?.Finish;
        if (finish is null) return;
        var finishing = finish();
        await Task.WhenAny(finishing, Task.Delay(FinishedWithin, TimeProvider.System));
        if (finishing.Exception is { } failure) await Console.Error.WriteLineAsync($"InfraSpecs: {failure.Flatten().InnerException!.Message}");
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };
}

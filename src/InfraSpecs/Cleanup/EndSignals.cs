using System.Diagnostics;
using System.Runtime.InteropServices;
using InfraSpecs.Internal;

namespace InfraSpecs.Cleanup;

/// <summary>
/// A process that is asked to end removes first what its sessions made: a CI job that is cancelled, a container that is stopped, a terminal that is closed. Test runners
/// do that by themselves for SIGINT, and for no other signal. A second signal ends the process at once.
/// </summary>
internal static class EndSignals
{
    private const int SignalledExitCode = 128;

    private static readonly Lock Gate = new();
    private static readonly HashSet<Engine> Engines = [];
    private static readonly List<PosixSignalRegistration> Registered = [];
    private static bool _isEnding;

    /// <summary>Removes what the engine's session made when the process is asked to end.</summary>
    public static void Watch(Engine engine)
    {
        lock (Gate)
        {
            Engines.Add(engine);
            if (Registered.Count > 0) return;
            foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }) Registered.Add(PosixSignalRegistration.Create(signal, End));
        }
    }

    /// <summary>The engine's session is over.</summary>
    public static void Forget(Engine engine)
    {
        lock (Gate)
        {
            Engines.Remove(engine);
            if (Engines.Count > 0 || _isEnding) return;
            Registered.ForEach(it => it.Dispose());
            Registered.Clear();
        }
    }

    private static void End(PosixSignalContext context)
    {
        lock (Gate)
        {
            if (_isEnding) Process.GetCurrentProcess().Kill();
            _isEnding = context.Cancel = true;
            _ = EndAsync(context.Signal, [.. Engines]);
        }
    }

    private static async Task EndAsync(PosixSignal signal, IReadOnlyList<Engine> engines)
    {
        var removing = Task.WhenAll(engines.Select(it => it.DisposeAsync().AsTask()));
        await Task.WhenAny(removing, Task.Delay(EngineHealth.Limit, TimeProvider.System));
        if (!removing.IsCompletedSuccessfully)
        {
            await Console.Error.WriteLineAsync(
                $"InfraSpecs: the process was ended by {signal}, and not all that it made was removed within {FailureText.Duration(EngineHealth.Limit)}. 'infraspecs doctor' lists what is left.");
        }

        Environment.Exit(SignalledExitCode + NumberOf(signal));
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };
}

using System.CommandLine;
using System.Runtime.InteropServices;
using Docker.DotNet;
using InfraSpecs;
using InfraSpecs.Cli;

// 1 is for what a verb has found.
const int CouldNot = 2;
// What shells say of who ended on Ctrl-C, and on SIGTERM.
const int Interrupted = 130;
const int Terminated = 143;
var endsWithin = TimeSpan.FromSeconds(15);
using var ending = new CancellationTokenSource();
var stopped = 0;
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, Interrupted));
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, Terminated));
var parsed = Verbs.CreateRoot().Parse(args);
var isJson = JsonOption.FormatOf(parsed) == OutputFormat.Json;
try
{
    // The usual action prints the help on the standard output.
    if (isJson && parsed.Errors.Count > 0) return await RefuseAsync(new VerbError(string.Join('\n', parsed.Errors.Select(it => it.Message))), CouldNot);
    var invoking = parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, ending.Token);
    await Task.WhenAny(invoking, EndedAsync());
    if (!invoking.IsCompleted) throw new OperationCanceledException(ending.Token);
    var code = await invoking;
    return parsed.Errors.Count > 0 ? CouldNot : code;
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    return await RefuseAsync(new VerbError("stopped"), stopped);
}
catch (Exception e) when (e is InfraSpecsException or DockerApiException or HttpRequestException or TimeoutException or IOException or UnauthorizedAccessException)
{
    return await RefuseAsync(VerbError.Of(e), CouldNot);
}

async Task<int> RefuseAsync(VerbError why, int code)
{
    try
    {
        await Console.Error.WriteLineAsync(why.Error);
        if (isJson) await Console.Out.WriteAsync(JsonText.Write(why));
    }
    catch (Exception e) when (e is IOException or UnauthorizedAccessException)
    {
        return code; // an output is closed, so that nobody hears it
    }

    return code;
}

// The second one ends it as it is.
void End(PosixSignalContext signal, int code)
{
    if (ending.IsCancellationRequested) return;
    (signal.Cancel, stopped) = (true, code);
    ending.Cancel();
}

async Task EndedAsync()
{
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    await Task.Delay(endsWithin, TimeProvider.System);
}

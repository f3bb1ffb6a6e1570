using System.CommandLine;
using System.Runtime.InteropServices;
using Docker.DotNet;
using InfraSpecs;
using InfraSpecs.Cli;

// 1 is for what a verb has found.
const int CouldNot = 2;
// What shells say of who ended on Ctrl-C; the parser says it on SIGTERM as well, of which they say 143.
const int Stopped = 130;
var stopped = Stopped;
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => stopped = 143);
var root = Verbs.CreateRoot();
try
{
    var parsed = root.Parse(args);
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });
    // Whether the verb's own exception or the parser's answer comes first is a race.
    if (code == Stopped) await Console.Error.WriteLineAsync("stopped");
    return parsed.Errors.Count > 0 ? CouldNot : code == Stopped ? stopped : code;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("stopped");
    return stopped;
}
catch (Exception e) when (e is InfraSpecsException or DockerApiException or HttpRequestException or TimeoutException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return CouldNot;
}

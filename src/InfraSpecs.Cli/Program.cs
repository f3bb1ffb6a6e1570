using System.CommandLine;
using Docker.DotNet;
using InfraSpecs;
using InfraSpecs.Cli;
using InfraSpecs.Cli.Write;

// 1 is for what a verb has found.
const int CouldNot = 2;
// What shells say of who ended on Ctrl-C.
const int Stopped = 130;
var root = new RootCommand("InfraSpecs: xunit for container infrastructure.")
{
    ImagesCommand.Create(), LintCommand.Create(), DoctorCommand.Create(), SweepCommand.Create(),
    DiffCommand.Create(), InspectCommand.Create(), SnapshotCommand.Create(), TestCommand.Create(), ReportCommand.Create(), WriteCommand.Create(),
    UpCommand.Create(), DownCommand.Create(), ListCommand.Create(), ContextCommand.Create(), LoadCommand.Create(), BreakCommand.Create(), MendCommand.Create(), ExportCommand.Create(),
};
try
{
    var parsed = root.Parse(args);
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });
    // Whether the verb's own exception or the parser's answer comes first is a race.
    if (code == Stopped) await Console.Error.WriteLineAsync("stopped");
    return parsed.Errors.Count > 0 ? CouldNot : code;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("stopped");
    return Stopped;
}
catch (Exception e) when (e is InfraSpecsException or DockerApiException or HttpRequestException or TimeoutException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return CouldNot;
}

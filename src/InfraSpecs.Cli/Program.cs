using System.CommandLine;
using InfraSpecs;
using InfraSpecs.Cli;

var root = new RootCommand("InfraSpecs: xunit for container infrastructure.") { ImagesCommand.Create(), DoctorCommand.Create() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (InfraSpecsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

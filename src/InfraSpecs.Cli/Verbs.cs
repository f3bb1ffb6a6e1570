using System.CommandLine;
using InfraSpecs.Cli.Write;

namespace InfraSpecs.Cli;

/// <summary>The command with all its verbs.</summary>
internal static class Verbs
{
    public static RootCommand CreateRoot()
    {
        var root = new RootCommand("InfraSpecs: xunit for container infrastructure.")
        {
            ImagesCommand.Create(), LintCommand.Create(), DoctorCommand.Create(), SweepCommand.Create(),
            DiffCommand.Create(), InspectCommand.Create(), SnapshotCommand.Create(), TestCommand.Create(), ReportCommand.Create(), WriteCommand.Create(),
            UpCommand.Create(), DownCommand.Create(), ListCommand.Create(), ContextCommand.Create(), LoadCommand.Create(), BreakCommand.Create(), MendCommand.Create(), ExportCommand.Create(),
            CompletionCommand.Create(),
        };
        Examples.AddTo(root);
        return root;
    }
}

using InfraSpecs;
using InfraSpecs.Cron;

namespace Docs.Snippets;

/// <summary>The snippets of docs/cron-diagnosis.md, a method for each.</summary>
internal static class CronDiagnosisSnippets
{
    public static async Task LookAsync(CronContainer cron, CancellationToken token)
    {
        var diagnosis = await cron.DiagnoseAsync(token);
        diagnosis.Should().HaveCause(CronFault.InsecureMode).And.HaveNoOtherCause();
        foreach (var finding in diagnosis.Findings)
        {
            Console.WriteLine($"{finding.Sentence}\n  {finding.Fact}\n  {finding.Advice}\n  {finding.File}:{finding.Line}");
        }
    }

    public static async Task LintAsync(Engine engine, CancellationToken token)
    {
        (await CronContainer.DiagnoseImageAsync(engine, "my/backup:3", token)).Should().BeClean();
    }
}

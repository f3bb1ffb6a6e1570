using System.Runtime.CompilerServices;
using InfraSpecs;
using InfraSpecs.Xunit;

namespace Docs.Snippets;

/// <summary>The snippet of docs/report.md.</summary>
internal static class DocsOfReports
{
    public static async Task DrawAsync(CancellationToken token)
    {
        var report = await RunReport.DrawAsync([RunReport.FindRuns(Environment.CurrentDirectory)[^1]], token);
        Console.WriteLine($"{report.Title}: {report.Page}");
    }
}

internal static class LoudEngine
{
    [ModuleInitializer]
    internal static void Listen() => EngineFixture.DefaultOptions = new EngineOptions { Logger = new TestOutputLogger() };
}

public sealed class LicenceMissing : IDiagnosisRule
{
    public IEnumerable<LikelyCause> Judge(FailureFacts failure) => failure.Containers
        .Where(it => it.LastLines.Any(line => line.Contains("licence key", StringComparison.OrdinalIgnoreCase)))
        .Select(it => new LikelyCause("LicenceMissing", $"{it.Name} asks for a licence key.", "set SHOP_LICENCE in the environment of the tests."));
}

using InfraSpecs.Architecture.Tests;
using InfraSpecs.Architecture.Tests.Reading;

if (args is ["dump"])
{
    foreach (var project in SourceProject.ReadAll())
    {
        var errors = project.Code.GetDiagnostics().Where(it => it.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ToList();
        Console.Error.WriteLine($"{project.Name}: uses {string.Join(", ", project.Uses)}; {errors.Count} errors; {string.Join(" | ", errors.Take(8))}");
        foreach (var it in Reference.ReadAll(project))
            Console.WriteLine($"{it.From.Project}\t{it.From.Folder}\t{it.From.File}\t{it.From.Type}\t{it.Line}\t{it.To.Project}\t{it.To.Folder}\t{it.To.File}\t{it.To.Type}\t{it.Member}");
    }
    return 0;
}

return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);

using InfraSpecs.Architecture.Tests;

// A program with two verbs beside the tests, for whoever moves code: both read the sources alone, so that nothing of src has to compile.
switch (args)
{
    case ["report", .. var names]:
        var reports = House.Plans.Where(it => names.Length == 0 || names.Contains(it.Name))
            .Select(it => LayerReport.Of(it) is { Length: > 0 } report ? report : $"{it}: as planned\n").ToList();
        Console.Write(reports.Count > 0 ? string.Join("\n", reports) : $"There is no plan of that name; there are {string.Join(", ", House.Plans)}.\n");
        return 0;
    case ["worklist"]:
        Console.WriteLine(Surface.WorkList());
        return 0;
    case ["-automated", ..] or [.., "@@"]:
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    default:
        return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}

using InfraSpecs.Images.Accounts;
using InfraSpecs.Images.Commands;
using InfraSpecs.Images.Loading;
using InfraSpecs.Images.Portability;

namespace InfraSpecs.Images.Starting;

/// <summary>Gathers what the engine, the kernel and the loader would object to.</summary>
internal sealed class StartCheck(ImageUnderTest image)
{
    private const string ZoneFolder = "/usr/share/zoneinfo/";

    private readonly StartedFiles _started = new(image);

    public ImageStart Run()
    {
        var command = DeclaredCommand.Start(image.Config);
        var steps = new StepCheck(image);
        List<StartFinding> findings = [.. OfImage(command), .. _started.Steps.Select(steps.Check).OfType<StartFinding>()];
        findings.AddRange(new PortabilityCheck(image, []).Run().Findings.Where(it => it.IsStarted).Select(it => new StartFinding(RoleOf(it), StartFault.CannotLoad, it.Sentence)));
        findings.AddRange(ClosedLibraries());
        return new ImageStart
        {
            Image = image.Name,
            Command = command?.Words ?? [],
            User = _started.Account.Name,
            Programs = [.. _started.Steps.Select(it => it.Hit.File?.Path).OfType<string>().Distinct()],
            Faults = [.. findings.OrderBy(it => it.Role == "health check")],
            Notes = [.. _started.Steps.Select(steps.Doubt).OfType<StartFinding>().Concat(Notes()).Select(it => it.Sentence)],
        };
    }

    private IEnumerable<StartFinding> OfImage(DeclaredCommand? command)
    {
        if (command is null) yield return new("image", StartFault.NoCommand, "no command is specified: neither ENTRYPOINT nor CMD is set");
        if (_started.Account.Problem is { } problem) yield return new("image", StartFault.UserUnknown, problem + ", so that the engine refuses to start");
        if (WorkingFolder.Problem(image) is { } folder) yield return new("image", StartFault.WorkingFolder, folder);
    }

    /// <summary>The loader opens libraries as the user that the program runs as.</summary>
    private IEnumerable<StartFinding> ClosedLibraries()
    {
        var anybody = new Loader(image);
        foreach (var step in _started.Steps.Where(it => it.Account.Id != 0).DistinctBy(it => (it.Hit.File?.Path, it.Account)))
        {
            if (step.Hit.File is not { Elf: { IsProgram: true, Damage: null, IsUnread: false } } file || anybody.Load(anybody.Files.Get(file)) is not { } all) continue;
            var user = new Loader(image, step.Account);
            foreach (var missing in user.Load(user.Files.Get(file))!.Missing.ExceptBy(all.Missing.Select(it => it.Name), it => it.Name))
                yield return new(step.Role, StartFault.NotPermitted, $"{missing.Name}: needed by {file.Path} ({step.Role}), {ClosedTo(step.Account, all, missing.Name)}");
        }
    }

    private static string ClosedTo(Account account, LoadResult all, string name)
    {
        var library = all.Loaded.FirstOrDefault(it => it.File.File.Name == name || it.Facts.Soname == name);
        return (library is null ? "which" : $"but {library.Path}") + $" is not readable by user {account.Name}";
    }

    private IEnumerable<StartFinding> Notes()
    {
        foreach (var unknown in _started.Unknown) yield return new(unknown[..unknown.IndexOf(':')], StartFault.NotJudged, unknown);
        if (image.Config.Variable("TZ") is { } zone && zone.Contains('/') && !zone.StartsWith('/') && image.Files.Resolve(ZoneFolder + zone.TrimStart(':')) is null)
            yield return new("image", StartFault.NotJudged, $"TZ={zone} has no zone file");
    }

    private string RoleOf(PortabilityFinding finding) => _started.Steps.First(it => it.Hit.File?.Path == finding.Files[0]).Role;
}

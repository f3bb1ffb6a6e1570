using InfraSpecs.Images.Secrets;

namespace InfraSpecs.Images.Policies.Secrets;

/// <summary>Looks for secrets in an image.</summary>
internal static class SecretScan
{
    public static SecretReport Run(ImageUnderTest image, PathGlobs except)
    {
        var files = image.Files.All.Select(file => (File: file, IsHidden: false)).Concat(image.Files.Hidden.Select(file => (File: file, IsHidden: true)))
            .Where(it => it.File.Kind is ImageFileKind.File && it.File.Size > 0).ToList();
        var inFiles = files.SelectMany(it => InFile(it.File, image.Config.WorkingDir).Select(found => found with { Layer = it.File.Layer, IsHidden = it.IsHidden }))
            .OrderBy(it => it.Place, StringComparer.Ordinal).ThenBy(it => it.IsHidden);
        var inEnv = image.Config.Env.Select(ConfigSecrets.InEnv).OfType<SecretFinding>().ToList();
        var inConfig = inEnv.Concat(ConfigSecrets.InStart(image.Config)).ToList();
        var findings = inFiles.Concat(inConfig).Concat(ConfigSecrets.InHistory(image.Config, inConfig)).Where(it => !except.Match(it.Place));
        var programs = files.Where(it => it.File.Elf is not null).Select(it => it.File.Path).ToList();
        // A folder .git is one finding, and so is a file with the same thing in two layers.
        return new SecretReport(image.Name, [.. findings.DistinctBy(it => (it.Place, it.Kind, it.What))], files.Count - programs.Count, programs);
    }

    private static IEnumerable<SecretFinding> InFile(ImageFile file, string workingDirectory)
    {
        if (SecretNames.Find(file) is { } named) yield return named;
        foreach (var found in file.SecretsInPassing) yield return Passed(file, found);
        if (file.Content is not { } content) yield break;
        foreach (var found in SecretShapes.Find(content)) yield return new SecretFinding { Kind = found.Kind, Place = file.Path, What = found.What, Line = found.Line };
        foreach (var found in ConfigSecrets.InFile(file, content, workingDirectory)) yield return found;
    }

    private static SecretFinding Passed(ImageFile file, FormFound found)
    {
        var (kind, what) = SecretShapes.At(found.Form);
        return new SecretFinding { Kind = kind, Place = file.Path, What = what, Line = found.Line == 0 ? null : found.Line };
    }
}

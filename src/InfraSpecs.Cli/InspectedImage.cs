using InfraSpecs.Images;

namespace InfraSpecs.Cli;

/// <summary>What is in an image, for programs. Secrets are hidden, as they are for people.</summary>
internal static class InspectedImage
{
    private const string Shell = "/bin/sh -c ";

    public static object Describe(ImageUnderTest image) => new
    {
        image.Name,
        image.Source,
        image.Id,
        image.Digest,
        Config = Describe(image.Config),
        PackagesUnknownBecause = image.Packages.UnknownBecause,
        Packages = image.Packages.All.Select(it => new { it.Kind, it.Name, it.Version, it.Architecture }),
        FilesOfNoPackage = image.Files.All.Where(it => image.Packages.FindOwner(it) is null)
            .Select(it => new { it.Path, it.Kind, Mode = it.OctalMode, it.UserId, it.GroupId, SizeBytes = it.Size, it.LinkTarget }),
        Layers = image.Layers.Select(it => new { it.Number, SizeBytes = it.Size, it.Entries, Command = it.Command is { } made ? WithoutArguments(made) : null }),
    };

    private static object Describe(ImageConfig config) => new
    {
        config.Platform,
        config.User,
        Entrypoint = SecretMask.Words(config.Entrypoint),
        Cmd = SecretMask.Words(config.Cmd),
        config.WorkingDir,
        Env = config.Env.Select(Masked),
        config.ExposedPorts,
        config.Volumes,
        Labels = config.Labels.Select(it => Masked($"{it.Key}={it.Value}")),
        Healthcheck = config.Healthcheck is { } check ? SecretMask.Words(check.Test) : null,
        config.StopSignal,
        Created = config.Created?.UtcDateTime,
    };

    /// <summary>The values of ARG stand before the shell.</summary>
    private static string WithoutArguments(string command)
    {
        var at = command.StartsWith('|') || command.StartsWith("RUN |", StringComparison.Ordinal) ? command.IndexOf(Shell, StringComparison.Ordinal) : -1;
        return SecretMask.Text(at < 0 ? command : command[(at + Shell.Length)..]);
    }

    private static string Masked(string variable) => SecretMask.Text(SecretMask.Variable(variable));
}

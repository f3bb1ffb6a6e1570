using System.Text.RegularExpressions;
using InfraSpecs.Cron;
using InfraSpecs.Images;

namespace InfraSpecs.Cli.Write;

/// <summary>Looks at an image; nothing is started.</summary>
internal static partial class ImageReader
{
    private const int MostFiles = 8;

    private static readonly string[] CrontabFolders = ["/etc/cron.d", "/etc/crontabs", "/var/spool/cron/crontabs", "/var/spool/cron"];

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="engine">The engine.</param>
    /// <param name="name">An image source or a reference.</param>
    /// <param name="token">Ends the look.</param>
    /// <exception cref="ImageException">It cannot be had.</exception>
    public static async Task<ImageSeen> ReadAsync(Engine engine, string name, CancellationToken token)
    {
        var reference = await engine.Images.GetAsync(name, token);
        var image = await ImageUnderTest.FromEngineAsync(engine, reference, token);
        var start = image.CheckStart();
        var written = Written(image, start);
        var crontabs = await CrontabsAsync(image, token);
        return new ImageSeen
        {
            Reference = name,
            Config = image.Config,
            Files = [.. written.Take(MostFiles).Select(it => new WrittenFile(it.Path, it.OctalMode, it.UserId, it.GroupId))],
            MoreFiles = Math.Max(0, written.Count - MostFiles),
            Crontabs = crontabs,
            JobTrouble = crontabs.Count == 0 ? null : (await CronContainer.DiagnoseImageAsync(engine, reference, token)).Headline,
            StartTrouble = start.Command.Count == 0 ? "it has neither entry point nor command" : start.Headline,
            PortabilityTrouble = image.CheckPortability() is { IsPortable: false } portability ? portability.Headline ?? "it is not portable" : null,
            SecretTrouble = image.FindSecrets().Findings is [var secret, ..] ? $"{secret}" : null,
        };
    }

    /// <summary>What the image starts, and what a Dockerfile copied in, unless a package brings it or many others came with it.</summary>
    private static List<ImageFile> Written(ImageUnderTest image, ImageStart start)
    {
        var copied = image.Layers.Where(IsCopied).Select(it => it.Number).ToHashSet();
        // A chmod in a later layer writes the file anew.
        var changed = image.Files.Hidden.Where(it => copied.Contains(it.Layer.Number)).Select(it => it.Path).ToHashSet(StringComparer.Ordinal);
        var started = start.Programs.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. image.Files.All
                .Where(it => it.Kind is ImageFileKind.File && (copied.Contains(it.Layer.Number) || changed.Contains(it.Path) || (started.Contains(it.Path) && HasNoOwner(image.Packages, it))))
                .OrderBy(it => started.Contains(it.Path) ? 0 : it.Path.StartsWith("/etc/", StringComparison.Ordinal) ? 1 : (it.Mode & Executable) != 0 ? 2 : 3)
                .ThenBy(it => it.Path.Count(letter => letter == '/')).ThenBy(it => it.Path, StringComparer.Ordinal),
        ];
    }

    private static bool HasNoOwner(ImagePackages packages, ImageFile file) => packages.UnknownBecause is null && packages.FindOwner(file) is null;

    /// <summary>The layer of a base image, which a tool made, is added as a whole.</summary>
    private static bool IsCopied(ImageLayer layer) => layer.Command is { } command && Copy().IsMatch(command) && !(layer.Number == 0 && WholeRoot().IsMatch(command));

    private static async Task<IReadOnlyList<CrontabFile>> CrontabsAsync(ImageUnderTest image, CancellationToken token)
    {
        var found = CrontabFolders.SelectMany(image.Files.In).Concat(image.Files.Resolve("/etc/crontab") is { } whole ? [whole] : [])
            .Where(it => it.Kind is ImageFileKind.File && it.Name[0] != '.' && (image.Packages.FindOwner(it) is null || IsCopied(it.Layer))).DistinctBy(it => it.Path);
        var crontabs = new List<CrontabFile>();
        foreach (var file in found)
        {
            var crontab = CrontabFile.Parse(file.Path, await image.ReadFileAsync(file.Path, token));
            if (crontab.Jobs.Count > 0) crontabs.Add(crontab);
        }

        return crontabs;
    }

    [GeneratedRegex(@"(?:\A|#\(nop\)\s+|/bin/sh -c\s+)(?:COPY|ADD)\s")]
    private static partial Regex Copy();

    [GeneratedRegex(@"\s/\s*(?:#.*)?\z")]
    private static partial Regex WholeRoot();
}

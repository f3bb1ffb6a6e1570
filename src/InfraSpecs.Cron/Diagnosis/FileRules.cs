namespace InfraSpecs.Cron;

/// <summary>
/// Whether cron takes a crontab at all: process_crontab, valid_name and load_user in Debian's database.c and user.c. Cronie and busybox
/// look at other things.
/// </summary>
internal static class FileRules
{
    private const int MostLines = 10_003; // MAX_TAB_LINES, and three for a header: cron says 10,000, and takes these
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // What people and package managers leave beside a file and do not expect to run.
    private static readonly string[] Leftovers = [".dpkg-old", ".dpkg-dist", ".dpkg-new", ".dpkg-tmp", ".bak", ".orig", ".old", ".save", ".swp", ".disabled", ".example", ".md", "~"];

    public static IEnumerable<Cause> Find(CronFiles files) => files.Crontabs
        .SelectMany(crontab => files.Daemon switch
        {
            _ when IsTemporary(files, crontab) => [],
            _ when crontab.Form == CrontabForm.User && !IsOfSpool(files, crontab) => [],
            CronDaemon.Debian => OfCrontab(files, crontab),
            CronDaemon.Cronie => CronieFileRules.Find(files, crontab),
            CronDaemon.Busybox when IsOfSpool(files, crontab) => [OfBusybox(files, crontab)],
            _ => [],
        })
        .OfType<CronFinding>()
        .Select(it => new Cause(it));

    private static IEnumerable<CronFinding?> OfCrontab(CronFiles files, Crontab crontab)
    {
        if (crontab.Form == CrontabForm.System && !IsAccepted(crontab.File.Name, files.IsStartedWith('l')))
        {
            yield return IgnoredName(crontab);
            yield break;
        }

        if (!crontab.File.IsRegular)
        {
            yield return CannotOpen(crontab.File);
            yield break;
        }

        yield return WrongOwner(files, crontab);
        yield return Mode(crontab);
        yield return HardLinks(crontab.File);
        yield return ByteOrderMark(crontab, "");
        yield return Newline(crontab);
        yield return Length(crontab);
    }

    /// <summary>rescan_crontab_dir in crond.c passes over names with a dot; load_crontab looks at nothing but the owner. Neither says anything about it.</summary>
    private static CronFinding? OfBusybox(CronFiles files, Crontab crontab) => crontab.File switch
    {
        { Name: var name } when name.Contains('.') => crontab.Jobs.Count == 0 ? null : new CronFinding
        {
            Fault = CronFault.FileNameIgnored,
            Sentence = $"cron ignores {crontab.Path}: there is a '.' in its name",
            Fact = "busybox's crond passes over such names, and does not say a word",
            Advice = "call the file after its user, without a dot",
            File = crontab.Path,
        },
        { Facts.UserId: not 0 } => Owner(files, crontab, "root"),
        _ => null,
    };

    /// <summary>Whether the daemon looks for users' crontabs in the folder where the file is.</summary>
    internal static bool IsOfSpool(CronFiles files, Crontab crontab) => crontab.Form == CrontabForm.User
        && (files.Spool is { } spool ? crontab.Path == $"{spool}/{crontab.File.Name}" : files.SpoolFolders.Count == 0 || files.SpoolFolders.Any(it => crontab.Path == $"{it}/{crontab.File.Name}"));

    /// <summary>What crontab(1) and editors leave in a spool folder, and the daemon passes over without a word.</summary>
    internal static bool IsTemporary(CronFiles files, Crontab crontab) => crontab.Form == CrontabForm.User
        && (files.Daemon is CronDaemon.Busybox ? IsLeftover(crontab.File.Name) : crontab.File.Name.StartsWith("tmp.", StringComparison.Ordinal));

    /// <summary>run-parts' rule; with -l also names as the LSB has them, in which dots may be.</summary>
    internal static bool IsAccepted(string name, bool lsb) => name.All(it => char.IsAsciiLetterOrDigit(it) || it is '_' or '-' || (lsb && it == '.' && name.Contains('-')));

    /// <summary>Whether a name is one of those that nobody expects to be run.</summary>
    internal static bool IsLeftover(string name) => name.StartsWith('.') || Array.Exists(Leftovers, name.EndsWith);

    /// <summary>The characters of a name that cron and run-parts do not accept: "a '.'".</summary>
    internal static string Unaccepted(string name) =>
        string.Join(" and ", name.Where(it => !char.IsAsciiLetterOrDigit(it) && it is not ('_' or '-')).Distinct().Select(it => it == ' ' ? "a space" : $"a '{it}'"));

    private static CronFinding? IgnoredName(Crontab crontab) =>
        IsLeftover(crontab.File.Name) || !crontab.Jobs.Any(job => CronSchedule.TryParse(job.Schedule, out _, out _) || job.Schedule == "@reboot") ? null : new CronFinding
        {
            Fault = CronFault.FileNameIgnored,
            Sentence = $"cron ignores {crontab.Path}: there is {Unaccepted(crontab.File.Name)} in its name",
            Fact = "names in /etc/cron.d may have letters, digits, - and _ only; of others cron does not say a word",
            Advice = $"call it /etc/cron.d/{Accepted(crontab.File.Name)}",
            File = crontab.Path,
        };

    private static string Accepted(string name) =>
        new([.. Path.GetFileNameWithoutExtension(name).Select(it => char.IsAsciiLetterOrDigit(it) || it is '_' or '-' ? it : '-')]);

    internal static CronFinding CannotOpen(ArchivedFile file) => new()
    {
        Fault = CronFault.CannotOpen,
        Sentence = file.Link is { LinkTarget: { } target }
            ? $"cron cannot open {file.Path}: it is a link to {target}, and there is no such file"
            : $"cron ignores {file.Path}: it is {(file.IsFolder ? "a folder" : "no regular file")}",
        Fact = file.IsFolder ? "cron looks at the files in /etc/cron.d itself, and at no folder in it" : $"it is a {file.Facts.Kind}",
        Advice = "put the file itself there, with COPY in the Dockerfile",
        File = file.Path,
    };

    internal static CronFinding? WrongOwner(CronFiles files, Crontab crontab)
    {
        var user = crontab.Form == CrontabForm.User ? files.FindUser(crontab.File.Name) : null;
        var isTrusted = crontab.File.Facts.UserId == 0 || crontab.File.Facts.UserId == user?.Id;
        var isLinkTrusted = crontab.File.Link is null or { UserId: 0 } || files.Daemon is CronDaemon.Cronie;
        return isTrusted && isLinkTrusted ? null : Owner(files, crontab, user is null || user.Id == 0 ? "root" : $"root or {user.Name}", isTrusted);
    }

    /// <param name="files">Where its owner's name is.</param>
    /// <param name="crontab">What is ignored.</param>
    /// <param name="expected">Whose it should be.</param>
    /// <param name="isLink">It is a link, and that is what has another owner; chown follows a link unless told otherwise.</param>
    private static CronFinding Owner(CronFiles files, Crontab crontab, string expected, bool isLink = false)
    {
        var (file, path) = (isLink ? crontab.File.Link! : crontab.File.Facts, crontab.Path);
        return new CronFinding
        {
            Fault = CronFault.WrongOwner,
            Sentence = $"cron ignores {path}: {(isLink ? "the link" : "it")} belongs to {files.Users.FirstOrDefault(it => it.Id == file.UserId)?.Name ?? "user " + file.UserId}, not to {expected}",
            Fact = $"its owner is {file.UserId}:{file.GroupId}",
            Advice = $"chown {(isLink ? "-h " : "")}root:root {path}",
            File = path,
        };
    }

    private static CronFinding? Mode(Crontab crontab)
    {
        var file = crontab.File.Facts;
        var isUsers = crontab.Form == CrontabForm.User;
        if (isUsers ? file.Mode == Private : (file.Mode & OthersWrite) == 0) return null;
        var who = (file.Mode & UnixFileMode.OtherWrite) != 0 ? "everybody" : "its group";
        return new CronFinding
        {
            Fault = CronFault.InsecureMode,
            Sentence = isUsers
                ? $"cron ignores {file.Path}: its mode is {file.OctalMode}, and a user's crontab must have 0600"
                : $"cron ignores {file.Path}: its mode is {file.OctalMode}, so that {who} may write it",
            Fact = isUsers ? "what crontab(1) writes has that mode" : "cron trusts only what nobody but its owner, root, may write",
            Advice = $"chmod {(isUsers ? "0600" : "0644")} {file.Path}; COPY takes the mode that the file has where the image is built",
            File = file.Path,
        };
    }

    internal static CronFinding? HardLinks(ArchivedFile file) => file.OtherNames.Count == 0 ? null : new CronFinding
    {
        Fault = CronFault.HardLinked,
        Sentence = $"cron ignores {file.Path}: the file has a second name (a hard link), {file.OtherNames[0]}",
        Fact = $"it has {file.OtherNames.Count + 1} names",
        Advice = "make it a copy, or a symbolic link",
        File = file.Path,
    };

    /// <param name="crontab">The crontab.</param>
    /// <param name="what">What of it is ignored: "line 1 of "; nothing for all of it.</param>
    internal static CronFinding? ByteOrderMark(Crontab crontab, string what) => !crontab.File.Bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? null : new CronFinding
    {
        Fault = CronFault.ByteOrderMark,
        Sentence = $"cron ignores {what}{crontab.Path}: it begins with a byte order mark, which cron takes for a part of the first line",
        Fact = "its first bytes are EF BB BF",
        Advice = "save it as UTF-8 without a byte order mark",
        File = crontab.Path,
        Line = 1,
    };

    private static CronFinding? Newline(Crontab crontab) => crontab.UnendedLine is not { } last ? null : new CronFinding
    {
        Fault = CronFault.NoFinalNewline,
        Sentence = $"cron ignores {crontab.Path}: its last line does not end with a newline",
        Fact = $"line {crontab.LineCount}, {Quote.Of(last)}, is where the file ends",
        Advice = "end the file with a newline; without it none of its jobs runs",
        File = crontab.Path,
        Line = crontab.LineCount,
    };

    private static CronFinding? Length(Crontab crontab) => crontab.LineCount <= MostLines ? null : new CronFinding
    {
        Fault = CronFault.TooManyLines,
        Sentence = $"cron ignores {crontab.Path}: it has more lines than cron reads",
        Fact = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it has {crontab.LineCount:N0} lines, and cron takes {MostLines:N0} at most"),
        Advice = "divide it among several files in /etc/cron.d",
        File = crontab.Path,
    };
}

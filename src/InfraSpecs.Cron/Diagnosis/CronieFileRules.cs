namespace InfraSpecs.Cron;

/// <summary>Whether cronie takes a crontab: check_open in its database.c, load_user in its user.c. A line that is wrong costs only that line.</summary>
internal static class CronieFileRules
{
    // "(statbuf.st_mode & 07533) != 0400"
    private const UnixFileMode Asked = (UnixFileMode)0b111_101_011_011;

    private static readonly string[] Leftovers = [".rpmsave", ".rpmorig", ".rpmnew"];

    public static IEnumerable<CronFinding?> Find(CronFiles files, Crontab crontab)
    {
        if (!IsAccepted(crontab.File.Name)) yield break; // as anybody would expect
        if (!crontab.File.IsRegular)
        {
            yield return FileRules.CannotOpen(crontab.File);
            yield break;
        }

        if (!files.IsStartedWith('p'))
        {
            yield return FileRules.WrongOwner(files, crontab);
            yield return Mode(crontab.File.Facts);
            yield return crontab.Form == CrontabForm.User ? FileRules.HardLinks(crontab.File) : null;
        }

        yield return FileRules.ByteOrderMark(crontab, "line 1 of ");
        yield return Newline(crontab);
    }

    /// <summary>not_a_crontab: hidden files, and what editors and rpm leave behind, are not looked at.</summary>
    internal static bool IsAccepted(string name) => name is not (['.' or '#', ..] or [.., '~']) && !Array.Exists(Leftovers, name.EndsWith);

    private static CronFinding? Mode(FileFacts file) => (file.Mode & Asked) == UnixFileMode.UserRead ? null : new CronFinding
    {
        Fault = CronFault.InsecureMode,
        Sentence = $"cron ignores {file.Path}: its mode is {file.OctalMode}",
        Fact = "cronie takes a crontab that its owner may read, nobody may execute, and only its owner may write",
        Advice = $"chmod 0644 {file.Path}; COPY takes the mode that the file has where the image is built",
        File = file.Path,
    };

    private static CronFinding? Newline(Crontab crontab) => crontab.UnendedLine is not { } last ? null : new CronFinding
    {
        Fault = CronFault.NoFinalNewline,
        Sentence = $"cron ignores line {crontab.LineCount} of {crontab.Path}, the last one: it does not end with a newline",
        Fact = $"the line is {Quote.Of(last)}",
        Advice = "end the file with a newline",
        File = crontab.Path,
        Line = crontab.LineCount,
    };
}

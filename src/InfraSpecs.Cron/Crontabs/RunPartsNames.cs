using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>Which names a container's run-parts runs: Debian's, busybox's, and that of Fedora and its kin, which is a script. Each skips the others without a word.</summary>
internal abstract partial record RunPartsNames
{
    /// <summary>What is said of the names that it accepts: "letters, digits, - and _ only".</summary>
    public abstract string Rule(RunPartsCall call);

    /// <summary>Whether a name is one that it runs; true where that is not known.</summary>
    public abstract bool Accepts(string name, RunPartsCall call);

    /// <summary>By the program that is there, else by the daemon that it comes with; null where it is none that is known here.</summary>
    public static RunPartsNames? Identify(CronFiles files)
    {
        var program = CronNeeds.UsualPaths(RunPartsCall.Program).Select(files.Find).FirstOrDefault(it => it is { IsRegular: true });
        if (program is null) return files.Daemon switch { CronDaemon.Debian => new Debian(), CronDaemon.Busybox => new Busybox(files.BusyboxVersion), _ => null };
        if (program.IsText) return program.Text.Contains("rpmsave", StringComparison.Ordinal) ? new Fedora() : null;
        return program.Link?.LinkTarget?.Contains("busybox", StringComparison.Ordinal) == true ? new Busybox(files.BusyboxVersion) : new Debian();
    }

    /// <summary>debianutils' run-parts.c.</summary>
    private sealed partial record Debian : RunPartsNames
    {
        public override string Rule(RunPartsCall call) => call switch
        {
            { Pattern: { } pattern } => $"those that match {pattern} only",
            { IsLsb: true } => "small letters and digits, and - between them, only",
            _ => "letters, digits, - and _ only",
        };

        public override bool Accepts(string name, RunPartsCall call) => call switch
        {
            { Pattern: { } pattern } => Matches(name, pattern),
            { IsLsb: true } => Lsb().IsMatch(name) && !name.Contains(".dpkg-", StringComparison.Ordinal),
            _ => UsualName().IsMatch(name),
        };

        private static bool Matches(string name, string pattern)
        {
            try
            {
                return pattern.Contains(ShellWords.Unknown) || pattern.Contains("[:", StringComparison.Ordinal) || Regex.IsMatch(name, pattern, RegexOptions.NonBacktracking);
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                return true;
            }
        }

        [GeneratedRegex("^([a-z0-9]+|_?([a-z0-9_.]+-)+[a-z0-9]+|[a-z0-9][a-z0-9-]*)$", RegexOptions.ExplicitCapture)]
        private static partial Regex Lsb();
    }

    /// <summary>run_parts.c: names with dots are skipped before version 1.37.</summary>
    private sealed record Busybox(Version? Version) : RunPartsNames
    {
        private bool TakesDots => Version is null || Version >= new Version(1, 37);

        public override string Rule(RunPartsCall call) => $"letters, digits, -{(TakesDots ? ", . " : " ")}and _ only";

        public override bool Accepts(string name, RunPartsCall call) => UsualName().IsMatch(TakesDots ? name.Replace('.', '_') : name);
    }

    /// <summary>A script that skips what editors and rpm leave behind, as anybody would expect.</summary>
    private sealed record Fedora : RunPartsNames
    {
        public override string Rule(RunPartsCall call) => "any but those that editors and rpm leave behind";

        public override bool Accepts(string name, RunPartsCall call) => true;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+$")]
    private static partial Regex UsualName();
}

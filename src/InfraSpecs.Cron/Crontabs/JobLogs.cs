using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>The files that a job may write to, also where it is not certain that it does: behind &amp;&amp;, in brackets or braces.</summary>
internal static partial class JobLogs
{
    /// <summary>What stands behind &gt;, &gt;&gt;, &amp;&gt; and tee.</summary>
    public static IEnumerable<string> Paths(CronFiles files, Crontab crontab, CrontabJob job) =>
        from text in JobTexts.Read(files, crontab, job)
        from match in Target().Matches(text.Text)
        select match.Groups["path"].Value;

    [GeneratedRegex(@"(>|\btee\s+(-a\s+)?)\s*[""']?(?<path>/(?!dev/|proc/)[\w./-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Target();
}

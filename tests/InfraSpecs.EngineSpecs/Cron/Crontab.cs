using System.Text;
using InfraSpecs.Cron;

namespace InfraSpecs.EngineSpecs.Cron;

internal static class Crontab
{
    /// <summary>In the place of the image's own, and of Debian's jobs.</summary>
    public static CronOptions WithCrontab(this CronOptions options, params string[] lines) => options with
    {
        Configure = builder => (options.Configure?.Invoke(builder) ?? builder)
            .WithResourceMapping(Text(lines), "/etc/cron.d/cron-example")
            .WithResourceMapping("# none\n"u8.ToArray(), "/etc/crontab"),
    };

    /// <summary>The image with busybox's crond, and root's crontab in the place of its own; its own where no line is given.</summary>
    public static CronOptions OfBusybox(this CronOptions options, params string[] lines) => options with
    {
        Image = "busybox-cron",
        Configure = builder => lines.Length == 0 ? builder : builder.WithResourceMapping(Text(lines), "/var/spool/cron/crontabs/root"),
    };

    private static byte[] Text(string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', [.. lines, ""]));
}

using System.Text;
using InfraSpecs.Cron;

namespace InfraSpecs.EngineSpecs.Cron;

internal static class Crontab
{
    /// <summary>In the place of the image's own, and of Debian's jobs.</summary>
    public static CronOptions WithCrontab(this CronOptions options, params string[] lines) => options with
    {
        Configure = builder => builder
            .WithResourceMapping(Encoding.UTF8.GetBytes(string.Join('\n', [.. lines, ""])), "/etc/cron.d/cron-example")
            .WithResourceMapping("# none\n"u8.ToArray(), "/etc/crontab"),
    };
}

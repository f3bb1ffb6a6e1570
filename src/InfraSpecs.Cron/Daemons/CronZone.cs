using DotNet.Testcontainers.Containers;

namespace InfraSpecs.Cron;

/// <summary>In which time zone a container's daemon lives: TZ, else /etc/localtime, else UTC (tzset(3)).</summary>
internal static class CronZone
{
    private const string Database = "/usr/share/zoneinfo/";

    /// <exception cref="CronZoneException">The zone is not known here.</exception>
    public static async Task<TimeZoneInfo> ReadAsync(Engine engine, IContainer container, CancellationToken token)
    {
        var config = (await engine.Client.Containers.InspectContainerAsync(container.Id, token)).Config!;
        var variable = config.Env?.LastOrDefault(it => it.StartsWith("TZ=", StringComparison.Ordinal))?["TZ=".Length..].TrimStart(':');
        if (!string.IsNullOrEmpty(variable)) return Find(container, variable);
        var link = (await container.GetFileFactsAsync(engine, "/etc/localtime", token))?.LinkTarget ?? "";
        var at = link.IndexOf("zoneinfo/", StringComparison.Ordinal);
        return at < 0 ? TimeZoneInfo.Utc : Find(container, link[(at + "zoneinfo/".Length)..]);
    }

    /// <summary>Sees that the container has the zone: a C library that does not find it takes UTC without a word.</summary>
    /// <exception cref="CronZoneException">It has not.</exception>
    public static async Task RequireAsync(Engine engine, IContainer container, string zone, CancellationToken token)
    {
        if (TimeZoneInfo.FindSystemTimeZoneById(zone).HasSameRules(TimeZoneInfo.Utc)) return;
        if (await container.GetFileFactsAsync(engine, Database + zone, token) is null) throw CronZoneException.NotInContainer(container.ShortName(), zone);
    }

    private static TimeZoneInfo Find(IContainer container, string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone.Replace(Database, ""), out var found)
        ? found
        : throw CronZoneException.Unknown(container.ShortName(), zone);
}

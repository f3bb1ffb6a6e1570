namespace InfraSpecs.Cron.Tests.Zones;

/// <summary>Zones as their files have them: what local time is at each change, by a plain reckoning from the file and by the zone that was made of it.</summary>
public sealed class ZoneTableTests
{
    private const string Database = "/usr/share/zoneinfo";

    public static TheoryData<string> Areas => [.. new[] { "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Etc" }];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Each_zone_of_this_machine(string area)
    {
        var zones = Directory.EnumerateFiles(Path.Combine(Database, area), "*", SearchOption.AllDirectories).ToList();
        zones.Should().NotBeEmpty();
        foreach (var path in zones)
        {
            var file = TzFile.Read(File.ReadAllBytes(path))!;
            var zone = ZoneTable.Create(path, file);
            zone.Should().NotBeNull(path);
            var known = TimeZoneInfo.FindSystemTimeZoneById(path[(Database.Length + 1)..]);
            foreach (var at in Interesting(file)) zone!.GetUtcOffset(at).Should().Be(known.GetUtcOffset(at), "in {0} at {1:u}", path, at);
        }
    }

    private static IEnumerable<DateTimeOffset> Interesting(TzFile file)
    {
        var changes = file.Changes.Select(it => it.At).Concat(PosixZone.Parse(file.Footer)!.Changes(2026, 2032).Select(it => it.At));
        return changes.Where(it => it.Year is >= 1973 and < 2040)
            .SelectMany(it => new[] { -24 * 60 * 60, -60, -1, 0, 60, 12 * 60 * 60, 24 * 60 * 60 }.Select(s => new DateTimeOffset(it, TimeSpan.Zero).AddSeconds(s)));
    }
}

using System.Formats.Tar;

namespace InfraSpecs.Cron.Tests.Zones;

/// <summary>Which zone a daemon's C library loads, from what a container holds.</summary>
public sealed class ZoneReaderTests
{
    private const string Written = "CET-1CEST,M3.5.0,M10.5.0/3";
    private const string Database = "/usr/share/zoneinfo/";

    private static readonly DateTimeOffset Summer = new(2027, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, ArchivedFile> _files = new() { ["/usr/share/zoneinfo"] = Given.Folder("/usr/share/zoneinfo") };

    [Theory]
    [InlineData("Europe/Berlin", 2)]
    [InlineData(":Europe/Berlin", 2)]
    [InlineData("/usr/share/zoneinfo/Europe/Berlin", 2)]
    [InlineData(":/usr/share/zoneinfo/Europe/Berlin", 2)]
    [InlineData(":/etc/localtime", -4)]
    [InlineData("/etc/localtime", -4)]
    [InlineData(null, -4)]
    [InlineData("", 0)]
    [InlineData(":", 0)]
    [InlineData("UTC", 0)]
    [InlineData("Etc/UTC", 0)]
    [InlineData("GMT", 0)]
    [InlineData(Written, 2)]
    [InlineData("<+03>-3", 3)]
    [InlineData("EST5EDT", -4)]
    public async Task Found_or_written_out(string? variable, int hours)
    {
        Has("Europe/Berlin").Has("/etc/localtime", "America/New_York");
        var zone = await ReadAsync(variable);
        zone.Info!.GetUtcOffset(Summer).Should().Be(TimeSpan.FromHours(hours));
        zone.NotLoaded.Should().BeNull();
        Findings(zone).Should().BeEmpty();
    }

    [Theory]
    [InlineData("Europe/Amsterdam", "/usr/share/zoneinfo/Europe/Amsterdam")]
    [InlineData(":Europe/Amsterdam", "/usr/share/zoneinfo/Europe/Amsterdam")]
    [InlineData("US/Pacific", "/usr/share/zoneinfo/US/Pacific")]
    [InlineData("Europe/Amsterdam ", "/usr/share/zoneinfo/Europe/Amsterdam ")]
    [InlineData("\"Europe/Berlin\"", "/usr/share/zoneinfo/\"Europe/Berlin\"")]
    [InlineData("CET", "/usr/share/zoneinfo/CET")]
    [InlineData("/zones/Berlin", "/zones/Berlin")]
    [InlineData("Europe", "/usr/share/zoneinfo/Europe")]
    public async Task A_zone_that_is_not_there_is_UTC(string variable, string file)
    {
        Has("Europe/Berlin").Has("/etc/localtime", "America/New_York");
        var zone = await ReadAsync(variable);
        zone.Info!.HasSameRules(TimeZoneInfo.Utc).Should().BeTrue();
        zone.NotLoaded.Should().Be(file);
        Findings(zone).Should().ContainSingle().Which.Should().Match<CronFinding>(it =>
            it.Fault == CronFault.TimeZoneNotLoaded
            && it.Headline == $"cron lives in UTC, not in {variable}: the container does not have that time zone (TZ is `{variable}`, and {file} is not there or is no time zone)"
            && it.Advice == "correct the name, or install what has it: Debian keeps names as US/Eastern in tzdata-legacy");
    }

    [Fact]
    public async Task Without_a_database_it_is_to_be_installed()
    {
        _files.Clear();
        Findings(await ReadAsync("Europe/Amsterdam")).Should().ContainSingle().Which.Advice.Should().Be("install tzdata in the image, or write the zone out, as TZ=CET-1CEST,M3.5.0,M10.5.0/3");
        Findings(await ReadAsync("Etc/UTC")).Should().BeEmpty();
        Findings(await ReadAsync(null)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("CET-1CEST,foo")]
    [InlineData("ABC-25")]
    [InlineData("ABC-1:00:30")]
    public async Task A_zone_that_nobody_can_reckon_with(string variable) => (await ReadAsync(variable)).Should().Match<DaemonZone>(it => it.Info == null && it.Name == variable);

    [Fact]
    public async Task Rules_of_a_file_of_which_glibc_makes_its_own_sense()
    {
        Has("posixrules", "America/New_York");
        (await ReadAsync("EST5EDT")).Info.Should().BeNull();
        (await ReadAsync(Written)).Info.Should().NotBeNull();
    }

    [Fact]
    public async Task The_name_is_that_behind_the_link_and_of_a_copy_its_rule()
    {
        Has("/etc/localtime", "Europe/Berlin");
        (await ReadAsync(null)).Name.Should().Be(Written);
        _files["/etc/localtime"] = _files["/etc/localtime"] with { Link = Link("/usr/share/zoneinfo/Europe/Berlin") };
        (await ReadAsync(null)).Name.Should().Be("Europe/Berlin");
        _files["/etc/localtime"] = _files["/etc/localtime"] with { Link = Link("../usr/share/zoneinfo/Etc/UTC") };
        (await ReadAsync(null)).Name.Should().Be(Written, "something was mounted over it");
    }

    [Fact]
    public async Task Musl_looks_for_what_is_written_out_first_and_into_three_folders()
    {
        Has("EST5EDT", "America/New_York").Has("/share/zoneinfo/Europe/Berlin", "Europe/Berlin").Has("/zones/Rome", "Europe/Rome");
        var musl = "\0/lib/ld-musl-x86_64.so.1\0"u8.ToArray();
        (await ReadAsync("Europe/Berlin", musl)).Info!.GetUtcOffset(Summer).Should().Be(TimeSpan.FromHours(2));
        (await ReadAsync("EST5EDT", musl)).Info!.GetUtcOffset(Summer.AddMonths(5)).Should().Be(TimeSpan.FromHours(-4), "it has no rules");
        (await ReadAsync("Rome", musl, ("TZDIR", "/zones"))).NotLoaded.Should().Be("/usr/share/zoneinfo/Rome");
    }

    [Fact]
    public async Task Glibc_heeds_TZDIR()
    {
        Has("/zones/Rome", "Europe/Rome");
        (await ReadAsync("Rome", [], ("TZDIR", "/zones"))).Info!.GetUtcOffset(Summer).Should().Be(TimeSpan.FromHours(2));
    }

    [Theory]
    [InlineData("/etc/timezone", "Europe/Berlin\n")]
    [InlineData("/etc/default/cron", "# options\nexport TZ=\"Europe/Berlin\"\n")]
    [InlineData("/etc/default/cron", "TZ=Europe/Berlin\n")]
    public async Task What_no_daemon_reads(string path, string text)
    {
        Has("Europe/Berlin").Has("/etc/localtime", "Etc/UTC");
        _files["/etc/localtime"] = _files["/etc/localtime"] with { Link = Link("/usr/share/zoneinfo/Etc/UTC") };
        _files[path] = Given.File(path, text);
        var finding = Findings(await ReadAsync(null)).Should().ContainSingle().Which;
        finding.Headline.Should().Be($"cron lives in Etc/UTC, not in Europe/Berlin, which {path} names (cron goes by TZ, which is not set, and then by /etc/localtime; it does not read {path})");
        finding.Advice.Should().Be("ENV TZ=Europe/Berlin, or ln -sf /usr/share/zoneinfo/Europe/Berlin /etc/localtime, with tzdata in the image");
        Findings(await ReadAsync("America/New_York")).Should().OnlyContain(it => it.Sentence.Contains("New_York"), "TZ is what counts");
    }

    [Theory]
    [InlineData("Etc/UTC\n", "Europe/Berlin")]
    [InlineData("Europe/Berlin\n", "Europe/Berlin")]
    [InlineData("Europe/Paris\n", "Europe/Berlin")]
    [InlineData("nonsense\n", "Etc/UTC")]
    [InlineData("\n", "Etc/UTC")]
    public async Task What_says_the_same_or_nothing(string timezone, string local)
    {
        Has("Europe/Berlin").Has("Europe/Paris").Has("/etc/localtime", local);
        _files["/etc/timezone"] = Given.File("/etc/timezone", timezone);
        Findings(await ReadAsync(null)).Should().BeEmpty();
    }

    private static IReadOnlyList<CronFinding> Findings(DaemonZone zone) => (Given.Files(Given.Etc(Given.Job)) with { Zone = zone }).Findings();

    private static FileFacts Link(string target) => Given.Facts("/etc/localtime", TarEntryType.SymbolicLink, "0777", 0, target);

    private ZoneReaderTests Has(string zone) => Has(Database + zone, zone);

    private ZoneReaderTests Has(string path, string zone)
    {
        path = path.StartsWith('/') ? path : Database + path;
        _files[path] = Given.File(path, "") with { Bytes = File.ReadAllBytes(Database + zone) };
        return this;
    }

    private Task<DaemonZone> ReadAsync(string? variable) => ReadAsync(variable, []);

    private Task<DaemonZone> ReadAsync(string? variable, byte[] program, params (string Name, string Value)[] others) =>
        ZoneReader.ForDaemon((path, _, _) => Task.FromResult(_files.GetValueOrDefault(path)), program, others.ToDictionary(it => it.Name, it => it.Value)).ReadAsync(variable, CancellationToken.None);
}

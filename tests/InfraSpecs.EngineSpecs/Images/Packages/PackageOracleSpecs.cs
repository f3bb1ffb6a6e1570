using InfraSpecs.Images;
using InfraSpecs.Images.Packages;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Packages;

/// <summary>What is read of package databases, versions and capabilities, against dpkg, rpm and getcap themselves.</summary>
[RequiresEngine]
public sealed class PackageOracleSpecs(EngineFixture fixture, PackageOracleImage oracle) : IClassFixture<PackageOracleImage>
{
    [Fact]
    public async Task Packages_are_those_that_dpkg_and_rpm_list()
    {
        var packages = (await ReadAsync()).Packages;
        packages.Databases.Should().BeEquivalentTo("/var/lib/dpkg/status", "/var/lib/rpm/rpmdb.sqlite");
        string[] Of(PackageKind kind) => [.. packages.All.Where(it => it.Kind == kind).Select(it => $"{it.Name} {it.Version} {it.Architecture}").Order(StringComparer.Ordinal)];
        Of(PackageKind.Dpkg).Should().Equal((await oracle.AskAsync("dpkg-query -W -f '${db:Status-Status} ${Package} ${Version} ${Architecture}\\n' | sed -n 's/^installed //p'"))
            .Order(StringComparer.Ordinal));
        Of(PackageKind.Rpm).Should().Equal((await oracle.AskAsync("rpm -qa --qf '%{NAME} %{EVR} %{ARCH}\\n'")).Order(StringComparer.Ordinal)).And.HaveCount(3);
        packages.Named("demo60").Single().Paths.Should().BeEquivalentTo(await oracle.AskAsync("rpm -ql demo60"));
    }

    [Fact]
    public async Task Owners_are_those_that_dpkg_and_rpm_name()
    {
        var image = await ReadAsync();
        var answers = await oracle.AskAsync("find / -xdev ! -path '*[[*?]*' \\( -type f -o -type l \\) ! -path '/proc/*' -print0 | xargs -0 dpkg-query -S 2>/dev/null; true");
        var owned = answers.Where(line => line[0] != ' ' && !line.StartsWith("diversion by", StringComparison.Ordinal)).Select(line => line.Split(": /", 2))
            .Where(it => it.Length == 2).ToDictionary(it => "/" + it[1], it => it[0].Split(", ").Select(name => name.Split(':')[0]).ToList());
        owned.Should().HaveCountGreaterThan(2_500);
        foreach (var file in image.Files.All.Where(it => it.Kind is ImageFileKind.File or ImageFileKind.SymbolicLink && it.Path.IndexOfAny(['[', '*', '?', '\\']) < 0
            && !it.Path.StartsWith("/opt/demo", StringComparison.Ordinal)))
        {
            var owner = image.Packages.FindOwner(file)?.Name;
            if (owned.TryGetValue(file.Path, out var expected)) expected.Should().Contain(owner ?? "nobody", file.Path);
            else owner.Should().BeNull(file.Path);
        }

        image.Packages.FindOwner(image.Files.Find("/opt/demo50/file-with-a-long-name-250")!)!.Name.Should().Be("demo50");
    }

    [Fact]
    public async Task A_log_that_was_not_merged_counts_and_another_kind_of_database_is_named()
    {
        var logged = await ReadAsync(await oracle.OnlyAsync("rpm-log", "/log/copy", "/usr/lib/sysimage/rpm"));
        logged.Should().HaveFile("/usr/lib/sysimage/rpm/rpmdb.sqlite-wal").Which.Size.Should().BePositive();
        logged.Packages.All.Select(it => it.Name).Should().Equal(await oracle.AskAsync("rpm --dbpath /log/copy -qa --qf '%{NAME}\\n' | sort")).And.Equal("demo3", "demo60");
        var ndb = await ReadAsync(await oracle.OnlyAsync("rpm-ndb", "/ndb/var/lib/rpm", "/var/lib/rpm"));
        ndb.Packages.UnknownBecause.Should().Be("it has an rpm database of a kind not read (ndb), /var/lib/rpm/Packages.db");
        var claim = () => ndb.Should().NotHavePackage("demo3");
        claim.Should().Throw<SpecFailedException>().WithMessage("*that cannot be known*");
    }

    [Fact]
    public async Task Versions_are_in_dpkgs_order()
    {
        List<string> versions =
        [
            "0", "1", "1.0", "1.0-1", "1.0-0", "1.0-1~deb12u1", "1.0-1+b1", "1.0~", "1.0~~", "1.0~~a", "1.0~rc1", "1.0a", "1.0+dfsg", "1.0.0", "1.00", "1.10", "1.9", "1:0", "0:1.0", "2:0~",
            "1.0-1.1", "1.0-a", "1.a", "1.+", "1.-1", "1.0-10", "1.0-9", "20240101", "20240101120000000000000001", "20240101120000000000000002", .. Random(14, "019ab~+.-", 12),
        ];
        var pairs = Pairs(versions);
        var script = string.Join('\n', pairs.Select(it => $"c '{it.Left}' '{it.Right}'"));
        var answers = await oracle.AskAsync("c() { if dpkg --compare-versions \"$1\" lt \"$2\" 2>/dev/null; then echo -1; elif dpkg --compare-versions \"$1\" eq \"$2\" 2>/dev/null; then echo 0; else echo 1; fi; }\n" + script + "\n");
        Wrong(PackageKind.Dpkg, pairs, answers).Should().BeEmpty();
    }

    [Fact]
    public async Task Versions_are_in_rpms_order()
    {
        List<string> versions =
        [
            "1", "1.0", "1.0-1", "1.0-1.el9", "1.0-10", "1.0~rc1", "1.0~", "1.0^", "1.0^git1", "1.0^git1~pre", "1.0^git1.1", "1.0~rc1^git2", "1.0a", "1.0.a", "1.a", "1.01", "1.001", "1_0",
            "1..0", "1.0.",
            "a1", "ab", "A", "b", "xyz.4", "8", "xyz", "6.0.rc1", "10xyz", "1.0.1", "20240101120000000000000001", "1:0.5-1", "0:1.0-1", "2:0-1", .. Random(15, "019abZ~^._+", 60),
        ];
        // rpmvercmp compares versions without epoch; the whole is rpm.ver.
        var pairs = Pairs(versions).Where(it => it.Left.Contains('-') == it.Right.Contains('-')).ToList();
        var table = string.Join(',', pairs.Select(it => $$"""{'{{it.Left}}','{{it.Right}}'}"""));
        var lua = $"for _,p in ipairs({{{table}}}) do local a,b = rpm.ver(p[1]), rpm.ver(p[2]); print(a < b and -1 or (a == b and 0 or 1)) end";
        var answers = await oracle.AskAsync($"cat > /tmp/order.lua <<'EOF'\n{lua}\nEOF\nrpmlua /tmp/order.lua\n");
        Wrong(PackageKind.Rpm, pairs, answers).Should().BeEmpty();
    }

    [Fact]
    public async Task Capabilities_are_written_as_getcap_writes_them()
    {
        var image = await ReadAsync();
        var expected = (await oracle.AskAsync("getcap -n /caps/*")).Select(line => line.Split(' ', 2)).ToDictionary(it => it[0], it => it[1]);
        expected.Should().HaveCount(7).And.Contain("/caps/7", "cap_net_raw=ep [rootid=1000]");
        // Engines put no revision 3 into a layer: a root user's number makes no sense elsewhere. Who pulls the image has it without.
        expected["/caps/7"] = "cap_net_raw=ep";
        image.Files.In("/caps").ToDictionary(it => it.Path, it => it.Capabilities).Should().Equal(expected.ToDictionary(it => it.Key, string? (it) => it.Value));
        image.Should().HaveFile("/caps/1").Which.Should().HaveCapabilities("cap_net_raw=ep");
    }

    private async Task<ImageUnderTest> ReadAsync(string? image = null) => await ImageUnderTest.FromEngineAsync(fixture.Engine, image ?? (await oracle.GetAsync()).Image, Token);

    private static List<(string Left, string Right)> Pairs(List<string> versions) =>
        [.. versions.SelectMany((left, i) => versions.Skip(i + 1).Select((right, j) => (i + j) % 2 == 0 ? (left, right) : (right, left)))];

    private static List<string> Wrong(PackageKind kind, List<(string Left, string Right)> pairs, IReadOnlyList<string> answers)
    {
        answers.Should().HaveCount(pairs.Count).And.HaveCountGreaterThan(500);
        return [.. pairs.Zip(answers).Where(it => Math.Sign(PackageVersions.Compare(kind, it.First.Left, it.First.Right)) != int.Parse(it.Second, System.Globalization.CultureInfo.InvariantCulture))
            .Select(it => $"{it.First.Left} {it.First.Right} {it.Second}")];
    }

    private static IEnumerable<string> Random(int seed, string letters, int count)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => "1" + new string(random.GetItems(letters.AsSpan(), random.Next(1, 7))) + "0");
    }
}

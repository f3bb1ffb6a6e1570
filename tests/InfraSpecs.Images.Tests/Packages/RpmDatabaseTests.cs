using System.Buffers.Binary;
using System.Text;
using InfraSpecs.Images.Packages;

namespace InfraSpecs.Images.Tests.Packages;

public sealed class RpmDatabaseTests
{
    private const string Path = "/var/lib/rpm/rpmdb.sqlite";
    private static readonly byte[] Bash = Header("bash", "5.2", "1.el9", null, "/usr/bin/", ["bash"]);

    [Theory]
    [InlineData("/var/lib/rpm")]
    [InlineData("/usr/lib/sysimage/rpm")]
    public async Task It_is_read_in_both_places_with_rows_of_many_pages(string folder)
    {
        var large = Header("perl", "5.40", "3", 4, "/usr/share/perl5/", [.. Enumerable.Range(0, 100).Select(i => $"Module{i}.pm")]);
        large.Length.Should().BeGreaterThan(3 * TestSqlite.PageSize);
        var image = await new TestImage().Layer(l => l.File($"{folder}/rpmdb.sqlite", TestSqlite.File("Packages", Bash, large)).File("/usr/share/perl5/Module99.pm")).ReadAsync();
        image.Packages.UnknownBecause.Should().BeNull();
        image.Packages.All.Select(it => $"{it} {it.Architecture} {it.Kind}").Should().Equal("bash 5.2-1.el9 x86_64 Rpm", "perl 4:5.40-3 x86_64 Rpm");
        image.Packages.All[1].Paths.Should().HaveCount(100);
        image.Packages.FindOwner(image.Files.Find("/usr/share/perl5/Module99.pm")!)!.Name.Should().Be("perl");
    }

    [Fact]
    public async Task What_its_log_has_is_newer_if_it_was_committed()
    {
        var old = TestSqlite.File("Packages", Bash);
        var page = TestSqlite.File("Packages", Header("bash", "5.3", "1", null, "/", [])).AsSpan(TestSqlite.PageSize, TestSqlite.PageSize).ToArray();
        (await VersionAsync(old, [])).Should().Be("5.2-1.el9");
        (await VersionAsync(old, TestSqlite.Log(2, page))).Should().Be("5.3-1");
        (await VersionAsync(old, TestSqlite.Log(2, page, isCommitted: false))).Should().Be("5.2-1.el9");
        var torn = TestSqlite.Log(2, page);
        torn[^1] ^= 1;
        (await VersionAsync(old, torn)).Should().Be("5.2-1.el9");
    }

    [Theory]
    [InlineData("/var/lib/rpm/Packages.db", "ndb")]
    [InlineData("/var/lib/rpm/Packages", "bdb")]
    [InlineData("/usr/lib/sysimage/rpm/Packages.db", "ndb")]
    public async Task Others_are_named_and_nothing_counts_as_absent(string path, string kind)
    {
        var packages = (await new TestImage().Layer(l => l.File(path, "x")).ReadAsync()).Packages;
        packages.UnknownBecause.Should().Be($"it has an rpm database of a kind not read ({kind}), {path}");
        packages.All.Should().BeEmpty();
        packages.Databases.Should().BeEmpty();
    }

    public static TheoryData<byte[], string> Damaged() => new()
    {
        { Encoding.ASCII.GetBytes("nonsense"), "it does not begin as one of SQLite does" },
        { TestSqlite.File("Other", Bash), "it has no table Packages" },
        { TestSqlite.File("Packages", Bash)[..TestSqlite.PageSize], "page 2 is missing" },
        { TestSqlite.File("Packages", Bash[..20]), "a package's header is cut off" },
        { TestSqlite.File("Packages", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 }), "a package has no name" },
        { Changed(TestSqlite.PageSize, 0), "page 2 is of no table" },
        { Changed(TestSqlite.PageSize + 3, 0xff), "page 2 is cut off" },
        { Changed(TestSqlite.PageSize + 8, 0xff), "page 2 points outside of itself" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task One_that_is_damaged_is_said_to_be(byte[] content, string how)
    {
        var packages = (await new TestImage().Layer(l => l.File(Path, content)).ReadAsync()).Packages;
        packages.UnknownBecause.Should().Be($"its rpm database {Path} is damaged: {how}");
    }

    [Fact]
    public void No_byte_of_it_brings_anything_else_down()
    {
        var whole = TestSqlite.File("Packages", Bash, Header("perl", "5", "1", 1, "/", [.. Enumerable.Range(0, 60).Select(i => $"f{i}")]));
        var damaged = 0;
        for (var at = 16; at < whole.Length; at++)
        {
            var content = whole.ToArray();
            content[at] ^= 0xff;
            try
            {
                RpmDatabase.Packages(content, default).Count().Should().BeLessThan(3);
            }
            catch (InvalidDataException)
            {
                damaged++;
            }
        }

        damaged.Should().BeInRange(50, whole.Length);
    }

    private static byte[] Changed(int at, byte to)
    {
        var content = TestSqlite.File("Packages", Bash);
        content[at] = to;
        return content;
    }

    private static async Task<string> VersionAsync(byte[] database, byte[] log)
    {
        var image = await new TestImage().Layer(l => l.File(Path, database).File(Path + "-wal", log)).ReadAsync();
        return image.Packages.All.Should().ContainSingle().Which.Version;
    }

    private static byte[] Header(string name, string version, string release, int? epoch, string folder, string[] files)
    {
        var fields = new List<(int Tag, int Type, int Count, byte[] Data)>
        {
            (1000, 6, 1, Texts(name)), (1001, 6, 1, Texts(version)), (1002, 6, 1, Texts(release)), (1022, 6, 1, Texts("x86_64")),
            (1117, 8, files.Length, Texts(files)), (1118, 8, 1, Texts(folder)),
        };
        fields.Insert(0, (1116, 4, files.Length, new byte[4 * files.Length]));
        if (epoch is { } number) fields.Insert(0, (1003, 4, 1, Words(number)));
        byte[] data = [.. fields.SelectMany(field => field.Data)];
        var offset = 0;
        var index = fields.SelectMany(field =>
        {
            var at = offset;
            offset += field.Data.Length;
            return Words(field.Tag, field.Type, at, field.Count);
        }).ToArray();
        return [.. Words(fields.Count, data.Length), .. index, .. data];
    }

    private static byte[] Texts(params string[] texts) => Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + "\0")));

    private static byte[] Words(params int[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        return bytes;
    }
}

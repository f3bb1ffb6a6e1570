using System.Text.Json.Nodes;
using InfraSpecs.Images;
using static InfraSpecs.Testing.AssertionText;

namespace InfraSpecs.Assertions.Tests.Images;

public sealed class ImagePackageAndPolicyAssertionsTests : IAsyncLifetime
{
    private const string Status = "Package: libssl3t64\nStatus: install ok installed\nVersion: 3.5.1-1\nArchitecture: amd64\n\nPackage: zlib1g\nStatus: install ok installed\nVersion: 1:1.3\nArchitecture: amd64\n";
    private ImageUnderTest _image = null!;
    private ImageUnderTest _scratch = null!;
    private ImageUnderTest _ndb = null!;

    public async ValueTask InitializeAsync()
    {
        _image = await new TestImage().Config("Env", new JsonArray("A_TOKEN=hunter2"))
            .Layer(l => l.Directory("/var").Directory("/var/lib").Directory("/var/lib/dpkg").File("/var/lib/dpkg/status", Status).Directory("/usr").Directory("/usr/bin")
                .File("/usr/bin/su", "12345", 0b100_111_101_101).File("/usr/bin/app", new string('a', 1000)).Directory("/data", 0b111_111_111, 1234), "base")
            .Layer(l => l.File("/usr/bin/app", new string('a', 1000), 0b111_101_101).Directory("/var/log").File("/var/log/x.log", new string('x', 3000)),
                "RUN chmod 755 /usr/bin/app --password hunter2")
            .ReadAsync("app:1");
        _scratch = await new TestImage().Layer(l => l.File("/app", "x")).ReadAsync("scratch:1");
        _ndb = await new TestImage().Layer(l => l.Directory("/var").Directory("/var/lib").Directory("/var/lib/rpm").File("/var/lib/rpm/Packages.db", "x")).ReadAsync("suse:1");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Claims_that_are_true_pass()
    {
        _image.Should().HavePackage("zlib1g").And.HavePackage("libssl3t64", version: ">= 3.0.11-1~deb12u2, < 4").And.HavePackage("zlib1g:amd64").And.NotHavePackage("openssl")
            .And.NotHavePackage("libssl3t64", version: "< 3.0.11-1").And.HaveSizeOfAtMost(6_000).And.HaveNoLayerLargerThan(4_000).And.HideAtMost(1_000).And.HideAtMost(0, 50)
            .And.HaveNoSetuidFiles(except: ["/usr/bin/*"]).And.HaveNoWorldWritableFiles(except: ["/data"]).And.HaveNoFilesWithoutAccount(except: ["/data"]).And.HaveNoPackageCaches()
            .And.HaveNoSecrets(except: ["env A_TOKEN", "history 2"]);
        _scratch.Should().HaveNoSetuidFiles().And.HaveNoWorldWritableFiles().And.HaveNoFilesWithoutAccount().And.HaveNoPackageCaches(0).And.HaveNoSecrets().And.HideAtMost(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zlib1g=1:1.3")]
    [InlineData("zlib*")]
    public void What_is_no_packages_name_is_refused(string name)
    {
        var claim = () => _image.Should().NotHavePackage(name);
        claim.Should().Throw<ArgumentException>().WithMessage($"\"{name}\" is no package's name: versions are another argument, and there are no globs.*");
    }

    public static TheoryData<string, Action<ImageUnderTest>, string> Failures() => new()
    {
        { "app", it => it.Should().HavePackage("libssl3", because: "it serves TLS"), "to have package libssl3 because it serves TLS, but it is not installed; libssl3t64 is." },
        { "app", it => it.Should().HavePackage("postgresql"), "to have package postgresql, but it is not installed." },
        { "app", it => it.Should().HavePackage("libssl3t64", ">= 3.5.1-2"), "to have package libssl3t64 >= 3.5.1-2, but found 3.5.1-1." },
        { "app", it => it.Should().NotHavePackage("zlib1g"), "not to have package zlib1g, but found 1:1.3." },
        { "app", it => it.Should().NotHavePackage("zlib1g", "< 1:1.4"), "not to have package zlib1g < 1:1.4, but found 1:1.3." },
        { "scratch", it => it.Should().HavePackage("zlib1g"), "to have package zlib1g, but that cannot be known: it has no package database (dpkg, apk or rpm)." },
        { "scratch", it => it.Should().NotHavePackage("zlib1g"), "not to have package zlib1g, but that cannot be known: it has no package database (dpkg, apk or rpm)." },
        { "ndb", it => it.Should().HavePackage("zlib"), "to have package zlib, but that cannot be known: it has an rpm database of a kind not read (ndb), /var/lib/rpm/Packages.db." },
        { "ndb", it => it.Should().NotHavePackage("zlib"), "not to have package zlib, but that cannot be known: it has an rpm database of a kind not read (ndb), /var/lib/rpm/Packages.db." },
        { "app", it => it.Should().HaveSizeOfAtMost(5_000), "to have at most 5,000 bytes, but found 5,172 bytes, 172 too many." },
        { "app", it => it.Should().HaveNoLayerLargerThan(3_999), "to have no layer larger than 3,999 bytes, but found layer 1, 4,000 bytes, `RUN chmod 755 /usr/bin/app --password ***`." },
        { "app", it => it.Should().HideAtMost(999, 19), "to hide at most 999 bytes or 19 %, but it hides 1,000 bytes, 19.3 %." },
        { "app", it => it.Should().HaveNoSetuidFiles(because: "nobody becomes root"), "to have no setuid or setgid files because nobody becomes root, but found /usr/bin/su (4755 0:0)." },
        { "app", it => it.Should().HaveNoSetuidFiles(["/usr/bin/sudo"]), "to have no setuid or setgid files but /usr/bin/sudo, but found /usr/bin/su (4755 0:0)." },
        { "app", it => it.Should().HaveNoWorldWritableFiles(), "to have no world-writable files, but found /data (0777 1234:0)." },
        { "app", it => it.Should().HaveNoFilesWithoutAccount(),
            "to have no files of users or groups without an account, but found /data (0777 1234:0); it has no /etc/passwd and it has no /etc/group." },
        { "app", it => it.Should().HaveNoPackageCaches(2_999), "to have at most 2,999 bytes of package caches and logs, but found 3,000 bytes, most of them logs." },
        { "app", it => it.Should().HaveNoSecrets(), "to have no secrets, but found env A_TOKEN: A_TOKEN is given a value; history 2: password is given a value." },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void A_claim_that_fails_says_what_there_is(string which, Action<ImageUnderTest> claim, string sentence)
    {
        var image = which switch { "app" => _image, "ndb" => _ndb, _ => _scratch };
        var text = Of(() => claim(image));
        text.Split('\n')[0].Should().EndWith($"\"{image.Name}\" {sentence}");
        text.Should().NotContain("hunter2");
    }

    [Fact]
    public void The_layers_are_shown_for_a_size() => Of(() => _image.Should().HaveSizeOfAtMost(0)).Should().EndWith("""
        With layers:
        layer 0, 1,172 bytes, `base`
        layer 1, 4,000 bytes, `RUN chmod 755 /usr/bin/app --password ***`
        """);

    [Fact]
    public void The_layer_that_hides_is_shown_with_its_command_and_paths() => Of(() => _image.Should().HideAtMost(0)).Should().EndWith("""
        With hidden bytes:
        1,000 of app:1's 5,172 bytes (19.3 %) are in no file that a container sees
        1,000 bytes: layer 1 `RUN chmod 755 /usr/bin/app --password ***` has 1 file anew, 1 of them with the same content: /usr/bin/app (1,000)
        """);

    [Fact]
    public void Bad_ranges_and_globs_are_refused()
    {
        var range = () => _image.Should().HavePackage("zlib1g", "~> 1");
        range.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.VersionRangeInvalid);
    }
}

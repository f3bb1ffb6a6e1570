using System.Text.Json.Nodes;
using InfraSpecs.Images.Tests.Elf;
using InfraSpecs.Images.Tests.Portability;
using Xunit.Sdk;

namespace InfraSpecs.Images.Tests.Differences;

/// <summary>Releases that broke those who used them, as their users reported it; each as a pair of small images.</summary>
public sealed class PublicRegressionTests
{
    private const int Executable = 0b111_101_101;

    /// <summary>MeltwaterArchive/docker-cleanup#23, Unpackerr#675.</summary>
    [Fact]
    public Task The_entry_point_lost_its_executable_bit() => FailAsync(
        Starting("/run.sh").Layer(l => l.File("/run.sh", "#!/bin/sh\n", Executable)),
        Starting("/run.sh").Layer(l => l.File("/run.sh", "#!/bin/sh\n")),
        "entry point /run.sh is not executable (0755 -> 0644)");

    /// <summary>umputun/docker-logger#57.</summary>
    [Fact]
    public Task The_user_is_another_one_and_the_volume_is_still_roots() => FailAsync(
        WithVolume(""), WithVolume("1001"), "user root -> 1001; volume /srv/logs (0755 0:0)");

    /// <summary>near/nearcore#6312.</summary>
    [Fact]
    public Task The_command_became_the_entry_point() => FailAsync(
        new TestImage().Config("Cmd", new JsonArray("neard")).Layer(l => l.Directory("/usr").Directory("/usr/bin").File("/usr/bin/neard", "x", Executable)),
        new TestImage().Config("Entrypoint", new JsonArray("neard")).Layer(l => l.Directory("/usr").Directory("/usr/bin").File("/usr/bin/neard", "x", Executable)),
        "arguments now append: entrypoint [] -> [\"neard\"], cmd [\"neard\"] -> []");

    /// <summary>elastic/elastic-agent#3711: 2.3 -> 4.1 GB.</summary>
    [Fact]
    public Task A_chown_of_everything_doubled_the_size() => FailAsync(
        Large(), Large().Layer(l => Fill(l, user: 1000), "RUN /bin/sh -c chown -R 1000 /usr/share/agent # buildkit"),
        "it grew by more than 1,000,000 bytes and 5 %: +2 MB (+100.0 %): 20 files rewritten, content unchanged, by `chown -R 1000 /usr/share/agent`; 2,000,000 -> 4,000,000 bytes",
        new ImageCompatibilityOptions { GrowthBytes = 1_000_000, GrowthPercent = 5, Meant = ["owner 0:0 -> 1000:0 of *"] });

    /// <summary>barcus/bareos#59.</summary>
    [Fact]
    public Task The_zone_went_with_a_package() => FailAsync(
        With("TZ=Europe/Berlin").Layer(l => l.Directory("/usr").Directory("/usr/share").Directory("/usr/share/zoneinfo").Directory("/usr/share/zoneinfo/Europe")
            .File("/usr/share/zoneinfo/Europe/Berlin", "TZif2")),
        With("TZ=Europe/Berlin"),
        "TZ=Europe/Berlin has no zone file");

    /// <summary>jenkinsci/docker#1193.</summary>
    [Fact]
    public Task The_language_went() => FailAsync(With("LANG=C.UTF-8"), new TestImage().Layer(l => l.File("/a")), "env LANG removed");

    /// <summary>Cisco-Talos/clamav#756: a tag was built again, and a library was gone.</summary>
    [Fact]
    public Task A_library_of_the_entry_point_is_gone() => FailAsync(
        App(Debian.App with { Needed = ["libunwind.so.8", "libc.so.6"] }).Layer(l => l.File(Debian.Lib + "/libunwind.so.8", new TestElf { Soname = "libunwind.so.8" }.ToArray())),
        App(Debian.App with { Needed = ["libunwind.so.8", "libc.so.6"] }),
        "it does not start as declared, the old one did: libunwind.so.8: needed by /usr/bin/app (entry point), in no library directory");

    /// <summary>AlexsJones/llmfit#659: built on a newer distribution than it runs on.</summary>
    [Fact]
    public Task The_program_wants_a_newer_libc() => FailAsync(
        App(Debian.App), App(Debian.App with { VersionsNeeded = [("libc.so.6", ["GLIBC_2.39"])] }),
            "it does not start as declared, the old one did: /usr/bin/app (entry point) needs GLIBC_2.39 of libc.so.6; the image has 2.36");

    /// <summary>utkuozdemir/nvidia_gpu_exporter#418: an image for arm64 with a program for amd64.</summary>
    [Fact]
    public Task The_program_is_for_another_machine() => FailAsync(
        App(TestElf.Program with { Machine = TestElf.Arm64, Interpreter = null }, "linux/arm64"), App(TestElf.Program with { Interpreter = null }, "linux/arm64"),
            "it does not start as declared, the old one did: /usr/bin/app is amd64, image is arm64 (entry point)");

    /// <summary>cedya77/aiometadata#578 and a dozen: written on Windows.</summary>
    [Fact]
    public Task The_script_has_line_ends_of_Windows() => FailAsync(
        Debian.Image().Entrypoint("/entrypoint.sh").Layer(l => l.Script("/entrypoint.sh", "#!/bin/sh\necho\n")),
        Debian.Image().Entrypoint("/entrypoint.sh").Layer(l => l.Script("/entrypoint.sh", "#!/bin/sh\r\necho\r\n")),
        "it does not start as declared, the old one did: /entrypoint.sh (entry point)*shebang ends in CR");

    /// <summary>containerd/accelerated-container-image#251.</summary>
    [Fact]
    public Task Ping_lost_its_capability() => FailAsync(
        new TestImage().Layer(Ping(raw => raw.Pax(("SCHILY.xattr.security.capability", "\x01\0\0\x02\0\x20\0\0\0\0\0\0\0\0\0\0\0\0\0\0")))),
        new TestImage().Layer(Ping(raw => raw)),
        "/usr/bin/ping: capability cap_net_raw removed");

    private static TestImage App(TestElf app, string platform = "linux/amd64") =>
        (platform == "linux/amd64" ? Debian.Image() : new TestImage().Platform(platform).Layer(l => l.Directory("/usr").Directory("/usr/bin"))).Entrypoint("/usr/bin/app")
            .Layer(l => l.Program("/usr/bin/app", app));

    private static byte[] Ping(Func<RawTar, RawTar> grant) => grant(new RawTar().Directory("usr/").Directory("usr/bin/")).File("usr/bin/ping", "x", Executable).ToArray();

    private static TestImage Starting(string program) => new TestImage().Config("Entrypoint", new JsonArray(program));

    private static TestImage With(string env) => new TestImage().Config("Env", new JsonArray(env)).Layer(l => l.File("/a"));

    private static TestImage WithVolume(string user) =>
        new TestImage().Config("User", user).Config("Volumes", new JsonObject { ["/srv/logs"] = new JsonObject() }).Layer(l => l.Directory("/srv").Directory("/srv/logs"));

    private static TestImage Large() => new TestImage().Layer(l => Fill(l, user: 0), "COPY agent /usr/share/agent # buildkit");

    private static void Fill(TestLayer layer, int user)
    {
        layer.Directory("/usr").Directory("/usr/share").Directory("/usr/share/agent");
        foreach (var number in Enumerable.Range(0, 20)) layer.File($"/usr/share/agent/{number:00}", new string((char)('a' + number), 100_000), user: user);
    }

    private static async Task FailAsync(TestImage released, TestImage after, string cause, ImageCompatibilityOptions? options = null)
    {
        var (old, image) = (await released.ReadAsync("example/app:1.4"), await after.ReadAsync("example/app:1.5"));
        old.Should().BeCompatibleWith(old, options, "nothing changed");
        var claim = () => image.Should().BeCompatibleWith(old, options);
        claim.Should().Throw<XunitException>().Which.Message.Split('\n')[0].Should().Match($"Expected image \"example/app:1.5\" to be compatible with \"example/app:1.4\", but {cause}*");
    }
}

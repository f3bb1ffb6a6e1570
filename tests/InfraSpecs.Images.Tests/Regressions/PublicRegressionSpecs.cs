using System.Text.Json.Nodes;
using FluentAssertions.Execution;

namespace InfraSpecs.Images.Tests.Regressions;

/// <summary>Releases that broke those who used them, as their users reported it; each as a pair of small images.</summary>
public sealed class PublicRegressionSpecs
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
        With("TZ=Europe/Berlin").Layer(l => l.Directory("/usr").Directory("/usr/share").Directory("/usr/share/zoneinfo").Directory("/usr/share/zoneinfo/Europe").File("/usr/share/zoneinfo/Europe/Berlin", "TZif2")),
        With("TZ=Europe/Berlin"),
        "TZ=Europe/Berlin has no zone file");

    /// <summary>jenkinsci/docker#1193.</summary>
    [Fact]
    public Task The_language_went() => FailAsync(With("LANG=C.UTF-8"), new TestImage().Layer(l => l.File("/a")), "env LANG removed");

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
        claim.Should().Throw<AssertionFailedException>().Which.Message.Split('\n')[0].Should().StartWith($"Expected image \"example/app:1.5\" to be compatible with \"example/app:1.4\", but {cause}");
    }
}

using InfraSpecs.Images;
using InfraSpecs.Images.Snapshots;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Differences;

/// <summary>Releases that broke those who used them, built by the engine from Dockerfiles as their makers wrote them.</summary>
[RequiresEngine]
public sealed class RealRegressionSpecs(EngineFixture fixture) : OwnEngineSpecs(fixture)
{
    // setxattr(2), of a capability of revision 2: cap_net_raw is bit 13.
    private const string Grant = """perl -e 'use Config; my ($path, $name, $grant) = ("/usr/bin/ping", "security.capability", pack("V5", 0x02000001, 1 << 13, 0, 0, 0)); syscall($Config{archname} =~ /x86_64/ ? 188 : 5, $path, $name, $grant, 20, 0) == 0 or die $!'""";

    /// <summary>containerd/accelerated-container-image#251.</summary>
    [Fact]
    public Task Ping_lost_its_capability() => FailAsync(
        "ping", $"RUN cp /usr/bin/true /usr/bin/ping && {Grant}",
        // cp without --preserve=xattr.
        $"RUN cp /usr/bin/true /usr/bin/ping && {Grant} && cp /usr/bin/ping /tmp/ping && mv /tmp/ping /usr/bin/ping",
        "/usr/bin/ping: capability cap_net_raw removed");

    /// <summary>elastic/elastic-agent#3711.</summary>
    [Fact]
    public Task A_chown_of_a_distributions_libraries_is_told_by_its_command() => FailAsync(
        "chown", "RUN true", "RUN chown -R 1000 /usr/lib",
        "it grew by more than 5 %: +* files rewritten, content unchanged, by `chown -R 1000 /usr/lib`; * bytes",
        new ImageCompatibilityOptions { GrowthPercent = 5, Meant = ["owner *"] });

    /// <summary>MeltwaterArchive/docker-cleanup#23, Unpackerr#675.</summary>
    [Fact]
    public Task The_entry_point_lost_its_executable_bit() => FailAsync(
        "mode", """
            RUN printf '#!/bin/sh\ntrue\n' > /run.sh && chmod 0755 /run.sh
            ENTRYPOINT ["/run.sh"]
            """, """
            RUN printf '#!/bin/sh\ntrue\n' > /run.sh && chmod 0644 /run.sh
            ENTRYPOINT ["/run.sh"]
            """,
        "entry point /run.sh is not executable (0755 -> 0644)");

    /// <summary>barcus/bareos#59, jenkinsci/docker#1193: with tzdata's files and without.</summary>
    [Fact]
    public Task The_zone_of_the_environment_is_gone() => FailAsync(
        "zone", """
            RUN mkdir -p /usr/share/zoneinfo/Europe && printf TZif2 > /usr/share/zoneinfo/Europe/Berlin
            ENV TZ=Europe/Berlin
            """, """
            RUN rm -rf /usr/share/zoneinfo
            ENV TZ=Europe/Berlin
            """,
        "TZ=Europe/Berlin has no zone file: programs take UTC*");

    /// <summary>A build of tomorrow is the same text, though logs, caches, bytecode and the day of an account's creation are other ones.</summary>
    [Fact]
    public async Task Two_builds_have_one_text_and_what_differs_in_them_is_named()
    {
        var (one, other) = await BothAsync("again", Accounts("20454"), Accounts("20455"));
        ImageSnapshot.Take(one).ToString().Should().Be(ImageSnapshot.Take(other).ToString());
        var rebuild = ImageRebuild.Compare(one, other);
        rebuild.Differences.Select(it => it.Subject).Should().Contain("/etc/shadow").And.Contain("/var/log/built.log").And.NotContain("/usr/bin/env");
        rebuild.Differences.Single(it => it.Subject == "/var/log/built.log").Cause.Should().StartWith("a log with the times of the build");

        static string Accounts(string day) => $"RUN useradd --uid 1001 app && sed -i 's/^app:!:[0-9]*/app:!:{day}/' /etc/shadow && echo {day} > /var/log/built.log && ldconfig";
    }

    private async Task FailAsync(string name, string before, string after, string cause, ImageCompatibilityOptions? options = null)
    {
        var (released, image) = await BothAsync(name, before, after);
        released.Should().BeCompatibleWith(released, options);
        var claim = () => image.Should().BeCompatibleWith(released, options);
        claim.Should().Throw<SpecFailedException>().Which.Message.Split('\n')[0].Should()
            .Match($"Expected image \"example/{name}-pair:*\" to be compatible with \"example/{name}-pair:*\", but {cause}*");
    }

    private async Task<(ImageUnderTest Before, ImageUnderTest After)> BothAsync(string name, string before, string after)
    {
        var below = await Engine.Images.GetAsync("base", Token);
        var images = await Task.WhenAll(new[] { before, after }.Select(async lines =>
            await ImageUnderTest.FromEngineAsync(Engine, await InlineImage.BuildAsync(Engine, $"{name}-pair", $"FROM {below}\n{lines}\n", Token), Token)));
        return (images[0], images[1]);
    }
}

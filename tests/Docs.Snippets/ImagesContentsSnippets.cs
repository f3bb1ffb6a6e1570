using InfraSpecs;
using InfraSpecs.Images;

namespace Docs.Snippets;

/// <summary>The snippets of docs/image-tests.md on what is in an image, a method for each.</summary>
internal static class ImagesContentsSnippets
{
    public static void Configuration(ImageUnderTest image)
    {
        image.Should().HaveEntrypoint("/app", "--serve").And.HaveNoCmd().And.HaveEnv("LANG", "C.UTF-8").And.HaveWorkingDir("/srv");
        image.Should().ExposePort(80).And.NotExposeOtherPortsThan("80", "53/udp").And.HaveStopSignal("SIGQUIT").And.HaveHealthcheck().And.NotRunAsRoot();
    }

    public static void Files(ImageUnderTest image)
    {
        image.Should().HaveFile("/etc/cron.d/job").Which.Should().HaveMode("0644").And.HaveOwner(0, 0).And.MatchContent(@"^\* \* \* \* \* root ");
        image.Should().HaveFileOwnedBy("/var/lib/app", "app", "app").And.HaveLink("/etc/localtime", "/usr/share/zoneinfo/Etc/UTC").And.NotHaveFile("/root/.ssh");
        image.Should().HaveFile("/app/appsettings.json").Which.Should().HaveJson("$.Server.Port", 8080);
        image.Should().HaveFile("/usr/bin/ping").Which.Should().HaveCapabilities("cap_net_raw=ep");
    }

    public static void Packages(ImageUnderTest image)
    {
        image.Should().HavePackage("libssl3t64", version: ">= 3.0.11-1~deb12u2, < 4").And.NotHavePackage("gcc");
        foreach (var package in image.Packages.All) Console.WriteLine($"{package.Kind} {package.Name} {package.Version}");
    }

    public static void Size(ImageUnderTest image)
    {
        image.Should().HaveSizeOfAtMost(130_000_000).And.HaveNoLayerLargerThan(100_000_000).And.HideAtMost(5_000_000, percent: 5);
    }

    public static void Review(ImageUnderTest image)
    {
        image.Should().HaveNoSetuidFiles(except: ["/usr/bin/su", "/usr/bin/passwd"]).And.HaveNoWorldWritableFiles().And.HaveNoFilesWithoutAccount().And.HaveNoPackageCaches();
        image.Should().HaveNoSecrets(except: ["/usr/share/doc/**", "env BUILD_TOKEN"]);
        Console.WriteLine(image.FindSecrets());
    }
}

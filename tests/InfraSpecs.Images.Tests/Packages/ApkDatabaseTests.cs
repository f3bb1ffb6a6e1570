namespace InfraSpecs.Images.Tests.Packages;

public sealed class ApkDatabaseTests
{
    private const string Installed = """
        C:Q1abcdefghijklmnopqrstuvwxyz=
        P:busybox
        V:1.36.1-r29
        A:x86_64
        S:500000
        T:Size optimized toolbox
        F:bin
        M:0:0:755
        R:busybox
        a:0:0:755
        Z:Q1abcdefghijklmnopqrstuvwxyz=
        R:sh
        F:etc
        R:securetty

        P:musl
        V:1.2.5-r0
        A:x86_64
        F:lib
        R:ld-musl-x86_64.so.1

        """;

    [Theory]
    [InlineData("/lib/apk/db/installed")]
    [InlineData("/usr/lib/apk/db/installed")]
    public async Task It_is_read_in_both_places(string path)
    {
        var image = await new TestImage().Layer(l => l.File(path, Installed).File("/bin/busybox").File("/etc/mine")).ReadAsync();
        image.Packages.All.Select(it => $"{it} {it.Architecture} {it.Kind}").Should().Equal("busybox 1.36.1-r29 x86_64 Apk", "musl 1.2.5-r0 x86_64 Apk");
        image.Packages.Databases.Should().Equal(path);
        image.Packages.All[0].Paths.Should().Equal("/bin", "/bin/busybox", "/bin/sh", "/etc", "/etc/securetty");
        image.Packages.FindOwner(image.Files.Find("/bin/busybox")!)!.Name.Should().Be("busybox");
        image.Packages.FindOwner(image.Files.Find("/etc/mine")!).Should().BeNull();
    }

    [Fact]
    public async Task Where_lib_was_merged_into_usr_it_is_one_database()
    {
        var image = await new TestImage().Layer(l => l.Directory("/usr").Directory("/usr/lib").Link("/lib", "usr/lib").File("/usr/lib/apk/db/installed", Installed)).ReadAsync();
        image.Packages.Databases.Should().Equal("/usr/lib/apk/db/installed");
        image.Packages.All.Should().HaveCount(2);
    }
}

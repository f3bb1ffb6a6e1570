namespace InfraSpecs.Images.Tests.Packages;

public sealed class DpkgDatabaseTests
{
    private const string Status = """
        Package: base-files
        Status: install ok installed
        Architecture: amd64
        Version: 13.8+deb13u1
        Description: Debian base system
         Package: not-this one
         Version: nor this

        Package: gone
        Status: deinstall ok config-files
        Architecture: amd64
        Version: 1.0

        Package: libc6
        Status: hold ok installed
        Architecture: amd64
        Version: 2.41-12

        Package: libc6
        Status: install ok installed
        Architecture: i386
        Version: 2.41-12
        """;

    [Fact]
    public async Task Installed_packages_are_those_whose_status_ends_so()
    {
        var packages = (await new TestImage().Layer(l => l.File("/var/lib/dpkg/status", Status)).ReadAsync()).Packages;
        packages.All.Select(it => $"{it} {it.Architecture} {it.Kind}").Should().Equal("base-files 13.8+deb13u1 amd64 Dpkg", "libc6 2.41-12 amd64 Dpkg", "libc6 2.41-12 i386 Dpkg");
        packages.Databases.Should().Equal("/var/lib/dpkg/status");
        packages.UnknownBecause.Should().BeNull();
        packages.Named("libc6").Should().HaveCount(2);
        packages.Named("libc6:i386").Should().ContainSingle().Which.Architecture.Should().Be("i386");
        packages.Named("gone").Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_not_installed_to_its_end_is_neither_there_nor_absent()
    {
        const string status = "Package: a\nStatus: install ok half-configured\nVersion: 1\n\nPackage: b\nStatus: install ok unpacked\nVersion: 1\n\nPackage: c\nStatus: install ok triggers-pending\nVersion: 1\n";
        var image = await new TestImage().Layer(l => l.File("/var/lib/dpkg/status", status)).ReadAsync("app:1");
        image.Should().HavePackage("c");
        image.Packages.All.Select(it => it.Name).Should().Equal("c");
        image.Packages.Unfinished.Should().Equal(new Dictionary<string, string> { ["a"] = "half-configured", ["b"] = "unpacked" });
        var has = () => image.Should().HavePackage("a");
        has.Should().Throw<Exception>().WithMessage("*\"app:1\" to have package a, but its installation did not end: it is half-configured.*");
        var hasNot = () => image.Should().NotHavePackage("b");
        hasNot.Should().Throw<Exception>().WithMessage("*\"app:1\" not to have package b, but files of it are there: it is unpacked.*");
    }

    [Fact]
    public async Task A_file_is_owned_where_usr_was_merged_and_where_it_was_diverted_to()
    {
        var image = await new TestImage().Layer(l => l
            .Directory("/usr").Directory("/usr/bin").Link("/bin", "usr/bin").File("/usr/bin/true").File("/usr/bin/sh.distrib").File("/usr/bin/sh").File("/usr/bin/mine").File("/usr/bin/grün")
            .File("/var/lib/dpkg/status", Status)
            .File("/var/lib/dpkg/diversions", "/bin/sh\n/bin/sh.distrib\nlibc6\n")
            .File("/var/lib/dpkg/info/base-files.list", "/.\n/bin\n/bin/true\n/bin/sh\n/nowhere/x\n/usr/bin/grün\n")
            .File("/var/lib/dpkg/info/libc6:amd64.list", "/.\n/bin/sh\n")).ReadAsync();
        string? Owner(string path) => image.Packages.FindOwner(image.Files.Find(path)!)?.ToString();
        Owner("/bin").Should().Be("base-files 13.8+deb13u1");
        Owner("/usr/bin/true").Should().Be("base-files 13.8+deb13u1");
        Owner("/usr/bin/sh.distrib").Should().Be("base-files 13.8+deb13u1");
        Owner("/usr/bin/sh").Should().Be("libc6 2.41-12");
        Owner("/usr/bin/grün").Should().Be("base-files 13.8+deb13u1");
        Owner("/usr/bin/mine").Should().BeNull();
        image.Packages.All[0].Paths.Should().Equal("/bin", "/bin/true", "/bin/sh", "/nowhere/x", "/usr/bin/grün");
    }

    [Fact]
    public async Task Images_without_dpkg_have_a_file_for_each_package()
    {
        var image = await new TestImage().Layer(l => l
            .File("/var/lib/dpkg/status.d/libssl3", "Package: libssl3\nVersion: 3.0.11-1\nArchitecture: amd64\n")
            .File("/var/lib/dpkg/status.d/libssl3.md5sums", "d41d8cd98f00b204e9800998ecf8427e  usr/lib/libssl.so.3\n")
            .File("/var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2024a-0\nArchitecture: all\n")
            .File("/usr/lib/libssl.so.3")).ReadAsync();
        image.Packages.All.Select(it => $"{it}").Should().Equal("libssl3 3.0.11-1", "tzdata 2024a-0");
        image.Packages.Databases.Should().Equal("/var/lib/dpkg/status.d");
        image.Packages.FindOwner(image.Files.Find("/usr/lib/libssl.so.3")!)!.Name.Should().Be("libssl3");
    }

    [Fact]
    public async Task Nothing_is_known_where_there_is_no_database_or_an_empty_one()
    {
        (await new TestImage().Layer(l => l.File("/app")).ReadAsync()).Packages.UnknownBecause.Should().Be("it has no package database (dpkg, apk or rpm)");
        (await new TestImage().Layer(l => l.File("/var/lib/dpkg/status")).ReadAsync()).Packages.UnknownBecause.Should().Be("its database /var/lib/dpkg/status lists no package at all");
    }
}

using InfraSpecs.Images.Tests.Elf;

namespace InfraSpecs.Images.Tests.Portability;

public sealed class LibraryCheckTests
{
    private static readonly TestElf X = new() { Soname = "libx.so.1", Needed = ["libc.so.6"] };
    private static readonly TestElf NeedsX = Debian.App with { Needed = ["libx.so.1", "libc.so.6"] };

    [Fact]
    public async Task An_image_that_has_all_is_portable_and_says_what_it_asks_for()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX with { Kernel = new Version(4, 11, 0) }).File(Debian.Lib + "/libx.so.1", X.ToArray())
            .Script("/usr/bin/s", "#!/bin/sh\n"));
        portability.IsPortable.Should().BeTrue(portability.ToString());
        (portability.Programs, portability.Libraries, portability.Scripts).Should().Be((3, 3, 1));
        (portability.Glibc, portability.Kernel).Should().Be((new Version(2, 34), new Version(4, 11, 0)));
        portability.ToString().Should().Be(
            "test/image:latest (linux/amd64): 3 programs, 3 libraries and 1 scripts checked; the newest glibc asked for is 2.34, the newest kernel 4.11.0");
    }

    [Fact]
    public async Task A_missing_library_is_one_cause_and_names_who_needs_it_the_entry_point_first()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/a", NeedsX).Program("/usr/bin/app", NeedsX).File(Debian.Lib + "/plugin.so", (NeedsX with { Soname = "plugin.so" }).ToArray())
            .File(Debian.Lib + "/whole.so", (X with { Soname = "whole.so" }).ToArray()), image => image.Entrypoint("app"));
        var finding = portability.Findings.Should().ContainSingle().Subject;
        finding.Sentence.Should().Be("libx.so.1: needed by /usr/bin/app (entry point) and 2 others, in no library directory");
        finding.Files.Should().Equal("/usr/bin/app", "/usr/bin/a", Debian.Lib + "/plugin.so");
        (finding.Fault, finding.Subject, finding.IsStarted).Should().Be((PortabilityFault.LibraryMissing, "libx.so.1", true));
    }

    [Fact]
    public async Task A_library_that_a_library_needs_is_told_with_it()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX).File(Debian.Lib + "/libx.so.1", (X with { Needed = ["liby.so.2"] }).ToArray()),
            image => image.Entrypoint("/usr/bin/app"));
        portability.Headline.Should().Be($"liby.so.2: needed by /usr/bin/app (entry point) through {Debian.Lib}/libx.so.1 and 1 other, in no library directory");
    }

    [Theory]
    [InlineData(600)]
    [InlineData(30)]
    public async Task A_library_that_is_cut_off_ends_the_search_and_keeps_a_program_from_starting(int bytes)
    {
        var whole = (X with { Code = 4000 }).ToArray();
        var image = await Debian.Image().Layer(l => l.Program("/usr/bin/app", NeedsX).File("/opt/lib/libx.so.1", whole[..bytes]).File(Debian.Lib + "/libx.so.1", whole))
            .Env("LD_LIBRARY_PATH=/opt/lib").Entrypoint("app").ReadAsync();
        image.CheckPortability().Findings.Select(it => it.Sentence).Should().Contain($"libx.so.1: needed by /usr/bin/app (entry point), /opt/lib/libx.so.1 is no library ({bytes} bytes)");
        image.CheckStart().StartsAsDeclared.Should().BeFalse();
    }

    [Theory]
    [InlineData("/opt/libx.so.1", null)]
    [InlineData("/gone.so /opt/libx.so.1", null)]
    [InlineData("/gone.so", "libx.so.1: needed by /usr/bin/app (entry point), in the image as /opt/libx.so.1, but not on the library path")]
    [InlineData("/opt/libx.so.1:/opt/liby.so.1", "libz.so.1: needed by /usr/bin/app (entry point) through /opt/liby.so.1 and 6 others, in no library directory")]
    public async Task What_LD_PRELOAD_loads_is_there_and_has_needs_of_its_own(string preload, string? sentence)
    {
        var image = await Debian.Image().Layer(l => l.Program("/usr/bin/app", NeedsX).File("/opt/libx.so.1", X.ToArray())
            .File("/opt/liby.so.1", (X with { Soname = "liby.so.1", Needed = ["libz.so.1"] }).ToArray()))
            .Env("LD_PRELOAD=" + preload).Entrypoint("app").ReadAsync();
        image.CheckStart().Headline.Should().Be(sentence);
    }

    [Theory]
    [InlineData("/gone:", null, true)]
    [InlineData("", null, false)]
    [InlineData("/gone", "", false)]
    [InlineData("/gone", "/gone:", true)]
    public async Task An_empty_part_of_a_list_is_the_working_folder_and_an_empty_list_is_none(string libraryPath, string? runpath, bool isFound)
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX with { Runpath = runpath }).File("/opt/libx.so.1", X.ToArray()),
            image => image.Env("LD_LIBRARY_PATH=" + libraryPath).Config("WorkingDir", "/opt"));
        portability.IsPortable.Should().Be(isFound, portability.ToString());
    }

    [Fact]
    public async Task A_library_in_a_folder_that_is_not_searched_is_told_apart()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX).File("/opt/libx.so.1", X.ToArray()));
        portability.Findings.Should().ContainSingle().Which.Fault.Should().Be(PortabilityFault.LibraryOffPath);
        portability.Headline.Should().Be("libx.so.1: needed by /usr/bin/app, in the image as /opt/libx.so.1, but not on the library path");
    }

    [Fact]
    public async Task A_library_without_the_link_that_its_name_needs_is_told_so()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX).File(Debian.Lib + "/libx.so.1.2.3", X.ToArray()));
        portability.Headline.Should().Be($"libx.so.1: needed by /usr/bin/app, in the image only as {Debian.Lib}/libx.so.1.2.3, without a link of that name");
    }

    [Fact]
    public async Task A_folder_that_ldconfig_was_told_of_and_has_not_seen_is_told_so()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX).Directory("/opt/x").File("/opt/x/libx.so.1", X.ToArray()).File("/etc/ld.so.conf", "include ld.so.conf.d/*.conf\n")
            .Directory("/etc/ld.so.conf.d").File("/etc/ld.so.conf.d/x.conf", "# ours\n/opt/x\n").File("/etc/ld.so.conf.d/y.txt", "/opt\n"));
        portability.Headline.Should().Be("libx.so.1: needed by /usr/bin/app, in the image as /opt/x/libx.so.1, but ldconfig was not run since it is there");
    }

    [Fact]
    public async Task What_ldconfig_has_seen_is_found()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX).File("/opt/libx.so.1", X.ToArray()).File("/etc/ld.so.cache", TestLoaderCache.Of(("libx.so.1", "/opt/libx.so.1"))));
        portability.IsPortable.Should().BeTrue(portability.ToString());
    }

    public static TheoryData<string, TestElfCase> Folders => new()
    {
        { "/opt/lib", new(Rpath: "/opt/lib") },
        { "/opt/lib", new(Runpath: "/nowhere:/opt/lib") },
        { "/opt/lib", new(Runpath: "$ORIGIN/../lib") },
        { "/opt/lib", new(Rpath: "${ORIGIN}/../lib") },
        { "/opt/lib", new(Env: "LD_LIBRARY_PATH=/a:/opt/lib") },
        { "/opt/lib/x86_64-linux-gnu", new(Runpath: "/opt/$LIB") },
        { "/opt/x86_64", new(Runpath: "/opt/$PLATFORM") },
        { "/usr/lib", new() },
    };

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_folders_that_an_object_or_the_environment_names_are_searched(string folder, TestElfCase @case)
    {
        var portability = await CheckAsync(
            l => l.Program("/opt/bin/app", NeedsX with { Rpath = @case.Rpath, Runpath = @case.Runpath }).File(folder + "/libx.so.1", X.ToArray()),
            image => @case.Env is null ? image : image.Env(@case.Env));
        portability.IsPortable.Should().BeTrue(portability.ToString());
    }

    [Fact]
    public async Task RUNPATH_is_for_an_object_s_own_needs_and_RPATH_for_those_of_its_libraries_too()
    {
        TestElf y = new() { Soname = "liby.so.1" }, x = X with { Needed = ["liby.so.1"] };
        (await CheckAsync(l => Files(l, NeedsX with { Rpath = "/opt/lib" }))).IsPortable.Should().BeTrue();
        var runpath = await CheckAsync(l => Files(l, NeedsX with { Runpath = "/opt/lib" }));
        runpath.Headline.Should().Be("liby.so.1: needed by /usr/bin/app through /opt/lib/libx.so.1 and 1 other, in the image as /opt/lib/liby.so.1, but not on the library path");
        (await CheckAsync(l => Files(l, NeedsX with { Rpath = "/opt/lib", Runpath = "/nowhere" }))).IsPortable.Should().BeFalse();

        TestLayer Files(TestLayer l, TestElf app) => l.Program("/usr/bin/app", app).File("/opt/lib/libx.so.1", x.ToArray()).File("/opt/lib/liby.so.1", y.ToArray());
    }

    [Fact]
    public async Task A_library_that_is_loaded_by_its_name_already_satisfies_later_needs()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX with { Needed = ["libx.so.1", "libz.so.1"], Runpath = "/opt" })
            .File("/opt/libz.so.1", (X with { Soname = "libz.so.1" }).ToArray()).File(Debian.Lib + "/libx.so.1", (X with { Needed = ["libz.so.1"] }).ToArray()));
        portability.IsPortable.Should().BeTrue(portability.ToString());
    }

    [Fact]
    public async Task A_plugin_whose_needs_are_somewhere_in_the_image_is_noted_only()
    {
        var portability = await CheckAsync(l => l.Directory("/opt/jdk").File("/opt/jdk/libx.so.1", X.ToArray())
            .File("/opt/jdk/libplugin.so", (X with { Soname = "libplugin.so", Needed = ["libx.so.1"] }).ToArray()));
        portability.IsPortable.Should().BeTrue();
        portability.Notes.Should().ContainSingle().Which.Sentence.Should().Be("libx.so.1: needed by /opt/jdk/libplugin.so, in the image as /opt/jdk/libx.so.1, but not on the library path");
    }

    [Fact]
    public async Task A_library_for_another_machine_is_passed_over()
    {
        var arm = (X with { Machine = TestElf.Arm64 }).ToArray();
        var both = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX with { Runpath = "/opt" }).File("/opt/libx.so.1", arm).File("/usr/lib/libx.so.1", X.ToArray()));
        both.IsPortable.Should().BeTrue();
        both.Notes.Should().ContainSingle().Which.Fault.Should().Be(PortabilityFault.ForeignLibrary);
        var one = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX).File("/usr/lib/libx.so.1", arm));
        one.Headline.Should().Be("libx.so.1: needed by /usr/bin/app, there only for arm64 (/usr/lib/libx.so.1)");
    }

    [Fact]
    public async Task A_file_of_that_name_that_is_no_library_ends_the_search()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX).File(Debian.Lib + "/libx.so.1", "").File("/usr/lib/libx.so.1", X.ToArray()));
        portability.Headline.Should().Be($"libx.so.1: needed by /usr/bin/app, {Debian.Lib}/libx.so.1 is no library (0 bytes)");
    }

    [Fact]
    public async Task Versions_that_a_library_has_not_are_told_with_those_that_it_has()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app",
            Debian.App with { VersionsNeeded = [("libc.so.6", ["GLIBC_2.34", "GLIBC_2.38", "GLIBC_2.39"])], WeakVersion = "GLIBC_2.50" }), image => image.Cmd("app"));
        portability.Findings.Should().ContainSingle().Which.Fault.Should().Be(PortabilityFault.LibraryTooOld);
        portability.Headline.Should().Be("/usr/bin/app (entry point) needs GLIBC_2.39 of libc.so.6; the image has 2.36");
        portability.Glibc.Should().Be(new Version(2, 39));
    }

    [Fact]
    public async Task A_library_without_versions_is_not_asked_for_them()
    {
        var portability = await CheckAsync(l => l.Program("/usr/bin/app", NeedsX with { VersionsNeeded = [("libx.so.1", ["X_9"])] }).File(Debian.Lib + "/libx.so.1", X.ToArray()));
        portability.IsPortable.Should().BeTrue();
    }

    [Fact]
    public async Task Globs_leave_files_out()
    {
        var image = await Debian.Image().Layer(l => l.Directory("/opt/qt").Directory("/opt/qt/sql").File("/opt/qt/sql/mysql.so", (X with { Needed = ["libmysql.so.21"] }).ToArray())).ReadAsync();
        image.CheckPortability().IsPortable.Should().BeFalse();
        image.CheckPortability("/opt/qt/**").IsPortable.Should().BeTrue();
        image.CheckPortability("mysql.so").IsPortable.Should().BeFalse("a name without a wildcard is a path, as elsewhere");
        image.CheckPortability("*.so").IsPortable.Should().BeTrue("a glob without a slash is one of names, as elsewhere");
        image.Should().BePortableExcept(["/opt/qt/**"]);
        var check = () => image.CheckPortability("/opt/[a-");
        check.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.GlobInvalid).Which.Subject.Should().Be("glob '/opt/[a-'");
    }

    [Fact]
    public async Task Musl_searches_by_its_own_list()
    {
        TestElf app = TestElf.Program with { Interpreter = "/lib/ld-musl-x86_64.so.1", Needed = ["libx.so.1", "libc.musl-x86_64.so.1"] };
        (await MuslAsync("/usr/local/lib", null)).Should().BeNull();
        (await MuslAsync("/opt", null)).Should().Be("libx.so.1: needed by /bin/app, in the image as /opt/libx.so.1, but not on the library path");
        (await MuslAsync("/opt", "/lib\n/opt\n")).Should().BeNull();
        (await MuslAsync("/usr/local/lib", "/lib\n")).Should().NotBeNull();

        async Task<string?> MuslAsync(string folder, string? list) => (await new TestImage().Layer(l =>
        {
            l.Directory("/lib").Directory("/bin").Directory("/etc").Directory("/opt").Directory("/usr").Directory("/usr/local").Directory("/usr/local/lib")
                .Program("/lib/ld-musl-x86_64.so.1", new TestElf { Soname = "libc.musl-x86_64.so.1" }).Program("/bin/app", app)
                    .File(folder + "/libx.so.1", new TestElf { Soname = "libx.so.1" }.ToArray());
            if (list is not null) l.File("/etc/ld-musl-x86_64.path", list);
        }).ReadAsync()).CheckPortability().Headline;
    }

    private static async Task<ImagePortability> CheckAsync(Action<TestLayer> fill, Func<TestImage, TestImage>? more = null)
    {
        var image = Debian.Image().Layer(fill);
        return (await (more is null ? image : more(image)).ReadAsync()).CheckPortability();
    }

    public sealed record TestElfCase(string? Rpath = null, string? Runpath = null, string? Env = null);
}

using InfraSpecs.Images.Tests.Elf;

namespace InfraSpecs.Images.Tests.Portability;

public sealed class ProgramTests
{
    private static readonly TestElf Static = new() { Type = 2, IsStatic = true };

    [Fact]
    public async Task A_static_program_in_an_empty_image_is_portable()
    {
        var image = await new TestImage().Layer(l => l.Program("/app", Static)).Entrypoint("/app").ReadAsync();
        image.Should().BePortable();
        image.CheckPortability().Programs.Should().Be(1);
        (await new TestImage().Layer(l => l.Program("/app", new TestElf { IsPie = true })).ReadAsync()).Should().BePortable();
    }

    [Fact]
    public async Task A_dynamic_program_in_an_empty_image_finds_no_loader_and_no_library()
    {
        var image = await new TestImage().Layer(l => l.Program("/app", Debian.App)).Entrypoint("/app").ReadAsync();
        image.CheckPortability().Findings.Select(it => it.Sentence).Should().Equal(
            "/app (entry point) needs the loader /lib64/ld-linux-x86-64.so.2, which is not in the image; a program that is linked statically needs none",
            "libc.so.6: needed by /app (entry point), in no library directory");
        var claim = () => image.Should().BePortable("it is shipped");
        claim.Should().Throw<Exception>().WithMessage(
            "Expected image \"test/image:latest\" to be portable because it is shipped, but /app (entry point) needs the loader /lib64/ld-linux-x86-64.so.2, which is not in the image*; and 1 more cause.*"
            + "With portability:*1 programs, 0 libraries and 0 scripts checked*");
    }

    [Fact]
    public async Task A_program_of_another_C_library_is_told_so()
    {
        var image = await new TestImage().Layer(l => l.Directory("/lib").Program("/lib/ld-musl-x86_64.so.1", new TestElf()).Program("/app", Debian.App)).ReadAsync();
        image.CheckPortability().Headline.Should()
            .Be("/app needs the loader /lib64/ld-linux-x86-64.so.2, which is not in the image; the image's own is /lib/ld-musl-x86_64.so.1, of another C library");
    }

    [Fact]
    public async Task An_image_with_nothing_to_run_proves_nothing()
    {
        var image = await new TestImage().Layer(l => l.File("/etc/motd", "hello").File("/lib/x.so", new TestElf().ToArray())).ReadAsync();
        image.CheckPortability().Findings.Should().ContainSingle().Which.Fault.Should().Be(PortabilityFault.NothingToRun);
        image.CheckPortability().Headline.Should().Be("there is no program and no script in the image, so that nothing was checked");
    }

    [Fact]
    public async Task A_program_for_another_machine_is_named_with_both()
    {
        var arm = Static with { Machine = TestElf.Arm64 };
        var image = await Debian.Image().Layer(l => l.Program("/usr/bin/y", arm).Program("/usr/bin/x", arm)).Entrypoint("/usr/bin/x").ReadAsync();
        image.CheckPortability().Findings.Should().ContainSingle().Which.Sentence.Should().Be("/usr/bin/x and 1 other are arm64, image is amd64 (entry point)");
        var other = await new TestImage().Platform("linux/arm64").Layer(l => l.Directory("/usr").Directory("/usr/bin").Program("/usr/bin/x", Static)).Entrypoint("/usr/bin/x").ReadAsync();
        other.CheckPortability().Headline.Should().Be("/usr/bin/x is amd64, image is arm64 (entry point)");
    }

    [Theory]
    [InlineData("linux/amd64", TestElf.I386, "386")]
    [InlineData("linux/arm64", TestElf.Arm, "arm")]
    public async Task A_program_of_the_smaller_machine_is_noted(string platform, ushort machine, string name)
    {
        var image = await new TestImage().Platform(platform).Layer(l => l.Program("/app", Static with { Machine = machine, Is64 = false })).ReadAsync();
        image.Should().BePortable();
        image.CheckPortability().Notes.Should().ContainSingle().Which.Sentence.Should().Be($"/app is {name}: {platform[6..]} runs such programs where its kernel was built to");
    }

    [Fact]
    public async Task A_program_of_the_smaller_machine_needs_its_own_libraries()
    {
        var app = TestElf.Program with { Machine = TestElf.I386, Is64 = false, Interpreter = "/lib/ld-linux.so.2", Needed = ["libc.so.6"] };
        TestElf part = new() { Machine = TestElf.I386, Is64 = false };
        var image = Debian.Image().Layer(l => l.Program("/usr/bin/app", app).Program("/usr/lib/ld-linux.so.2", part));
        (await image.ReadAsync()).CheckPortability().Headline.Should().Be($"libc.so.6: needed by /usr/bin/app, there only for amd64 ({Debian.Lib}/libc.so.6)");
        var whole = image.Layer(l => l.Directory("/usr/lib/i386-linux-gnu").File("/usr/lib/i386-linux-gnu/libc.so.6", (part with { Soname = "libc.so.6" }).ToArray()));
        (await whole.ReadAsync()).Should().BePortable();
    }

    [Fact]
    public async Task A_program_that_is_cut_off_is_damaged()
    {
        var whole = Debian.App.ToArray();
        var image = await Debian.Image().Layer(l => l.File("/usr/bin/app", whole[..^40], Debian.Executable)).ReadAsync();
        image.CheckPortability().Findings.Should().ContainSingle().Which.Sentence.Should()
            .Be($"/usr/bin/app is damaged: it is cut off: {whole.Length - 40} bytes are left of the {whole.Length} that it says to have");
    }

    [Fact]
    public async Task Parts_of_programs_and_debugging_symbols_are_no_programs()
    {
        var image = await Debian.Image().Layer(l => l.Program("/usr/lib/modules/x.ko", new TestElf { Type = 1 }).Directory("/usr/lib/debug").File("/usr/lib/debug/app", Debian.App.ToArray()[..200])
            .File("/usr/lib/x.bpf.o", new TestElf { Type = 1, Machine = 247 }.ToArray()).File("/core", (Debian.App with { Type = 4, Needed = ["gone.so"] }).ToArray())).ReadAsync();
        image.Should().BePortable();
    }

    [Fact]
    public async Task A_platform_that_is_not_known_is_not_judged()
    {
        var image = await new TestImage().Platform("linux/sparc64").Layer(l => l.Program("/app", Static with { Machine = 43 })).ReadAsync();
        image.CheckPortability().Notes.Should().ContainSingle().Which.Sentence.Should().Be("machines were not compared: what linux/sparc64 is, is not known here");
    }
}

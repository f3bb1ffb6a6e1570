using InfraSpecs;
using InfraSpecs.Images;
using InfraSpecs.Testing;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Images;

/// <summary>
/// "Portability is not perfect": a container shares its host's kernel and is for one kind of machine (3.2.1), and a program that is linked dynamically needs its libraries (3.2.2).
/// Each image is judged without starting it, and then started, to see that the judgement is right.
/// </summary>
[RequiresEngine]
[Trait("Section", "3.2")]
public sealed class PortabilitySpecs(EngineFixture fixture)
{
    private Engine Engine => fixture.Engine;

    [Fact]
    public async Task The_picture_maker_is_portable_and_says_what_it_asks_of_its_host()
    {
        var image = await ReadAsync(await Engine.Images.GetAsync("imagemagick", Token));
        image.Should().BePortable().And.StartAsDeclared();
        var portability = image.CheckPortability();
        portability.Programs.Should().BeGreaterThan(100);
        portability.Kernel.Should().BeGreaterThanOrEqualTo(new Version(3, 2)).And.BeLessThan(new Version(7, 0));
        portability.Glibc.Should().BeGreaterThan(new Version(2, 30));
    }

    [Fact]
    public async Task One_library_that_is_gone_is_named_with_the_program_that_needs_it()
    {
        var name = await BuildAsync("magick-without-core", $"FROM {await Engine.Images.GetAsync("imagemagick", Token)}\nRUN find /usr/lib -name 'libMagickCore-7*' -delete\n");
        var image = await ReadAsync(name);
        var claim = () => image.Should().BePortable();
        claim.Should().Throw<SpecFailedException>().WithMessage("Expected image * to be portable, but libMagickCore-7.Q16.so.*: needed by /usr/bin/magick-im7.q16 (entry point) and * others, in no library directory.*");
        var start = () => image.Should().StartAsDeclared();
        start.Should().Throw<SpecFailedException>().WithMessage("Expected image * to start as declared, but libMagickCore-7.Q16.so.*: needed by /usr/bin/magick-im7.q16 (entry point)*");
        (await Engine.RunToEndAsync(Engine.NewContainer(name, "magick"), Token)).Should().HaveExitCode(127);
    }

    [Fact]
    public async Task A_program_for_another_machine_is_named_with_both_machines()
    {
        var source = await Engine.Images.GetAsync("base", Token);
        var own = (await ReadAsync(source)).Config.Platform == "linux/amd64" ? (Name: "amd64", Other: "arm64", Mark: @"\267") : (Name: "arm64", Other: "amd64", Mark: @"\076");
        var name = await BuildAsync("other-machine", $"FROM {source}\nRUN cp /bin/true /app && printf '{own.Mark}' | dd of=/app bs=1 seek=18 conv=notrunc\nENTRYPOINT [\"/app\"]\n");
        var image = await ReadAsync(name);
        var claim = () => image.Should().BePortable();
        claim.Should().Throw<SpecFailedException>().WithMessage($"Expected image * to be portable, but /app is {own.Other}, image is {own.Name} (entry point).*");
        (await StartAsync(name)).Should().ContainEquivalentOf("exec format error");
    }

    [Fact]
    public async Task A_static_program_in_an_empty_image_is_portable_and_starts()
    {
        var name = await Engine.Images.GetAsync("echo", Token);
        var image = await ReadAsync(name);
        image.Should().BePortable().And.StartAsDeclared();
        (await Engine.RunToEndAsync(Engine.NewContainer(name, "echo").WithCommand("--check"), Token)).Should().HaveExitCode(1, "it runs, and no server answers");
    }

    [Fact]
    public async Task A_dynamic_program_in_an_empty_image_is_not_and_does_not_start()
    {
        var name = await BuildAsync("dynamic-alone", $"FROM {await Engine.Images.GetAsync("base", Token)} AS whole\nFROM scratch\nCOPY --from=whole /usr/bin/true /app\nENTRYPOINT [\"/app\"]\n");
        var image = await ReadAsync(name);
        image.CheckPortability().Findings.Select(it => it.Fault).Should().Equal(PortabilityFault.LoaderMissing, PortabilityFault.LibraryMissing);
        var claim = () => image.Should().BePortable();
        claim.Should().Throw<SpecFailedException>().WithMessage(
            "Expected image * to be portable, but /app (entry point) needs the loader /lib*/ld-linux-*, which is not in the image; a program that is linked statically needs none; and 1 more cause.*"
            + "- libc.so.6: needed by /app (entry point), in no library directory*");
        (await StartAsync(name)).Should().ContainEquivalentOf("no such file or directory");
    }

    private Task<ImageUnderTest> ReadAsync(string name) => ImageUnderTest.FromEngineAsync(Engine, name, Token);

    private Task<string> BuildAsync(string name, string dockerfile) => InlineImage.BuildAsync(Engine, name, dockerfile, Token);

    /// <summary>Why it did not start. Runtimes differ in whether the start fails, or the container ends at once with the reason in its log.</summary>
    private async Task<string> StartAsync(string image)
    {
        try
        {
            var exit = await Engine.RunToEndAsync(Engine.NewContainer(image, "portability"), Token);
            return string.Join('\n', exit.LastLines.Select(line => line.Text));
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotStarted)
        {
            return e.Message;
        }
    }
}

using System.Formats.Tar;
using System.Text;

namespace InfraSpecs.Tests.Images;

public sealed class ImageSourceTests
{
    private static readonly Dictionary<string, string> NoArguments = [];

    [Fact]
    public void The_assembly_carries_the_sources_of_the_checkout() =>
        ImageSource.Embedded().Keys.Should().Contain(["base", "busybox", "cronjob"]);

    [Fact]
    public void Build_arguments_are_those_before_the_first_FROM() =>
        Source("ARG BASE=debian\nARG BUSYBOX=busybox\nFROM ${BASE}\nARG LATER=1\n").Arguments.Should().Equal("BASE", "BUSYBOX");

    [Fact]
    public void An_upstream_image_is_named_in_a_comment()
    {
        Source("# upstream=registry:3\nFROM scratch\n").Upstream.Should().Be("registry:3");
        Source("FROM scratch\n").Upstream.Should().BeNull();
    }

    [Fact]
    public void The_fingerprint_changes_with_every_file_and_argument_and_with_nothing_else()
    {
        var first = Source("FROM scratch\n", ("etc/job", "a")).Fingerprint(NoArguments);
        Source("FROM scratch\n", ("etc/job", "a")).Fingerprint(NoArguments).Should().Be(first).And.MatchRegex("^[0-9a-f]{16}$");
        Source("FROM scratch\n", ("etc/job", "a")).Fingerprint(new Dictionary<string, string> { ["BASE"] = "x" }).Should().NotBe(first);
        Source("FROM scratch\n", ("etc/job", "b")).Fingerprint(NoArguments).Should().NotBe(first);
        Source("FROM scratch\n", ("etc/jo", "ba")).Fingerprint(NoArguments).Should().NotBe(first);
    }

    [Fact]
    public void Scripts_are_executable_in_the_build_context_and_other_files_are_not()
    {
        using var tar = new TarReader(Source("FROM scratch\n", ("run.sh", "#!/bin/sh\n")).ToTar());
        Dictionary<string, UnixFileMode> modes = [];
        while (tar.GetNextEntry() is { } entry) modes[entry.Name] = entry.Mode;
        modes.Should().BeEquivalentTo(new Dictionary<string, UnixFileMode>
        {
            ["Dockerfile"] = (UnixFileMode)Convert.ToInt32("644", 8),
            ["run.sh"] = (UnixFileMode)Convert.ToInt32("755", 8),
        });
    }

    [Fact]
    public void One_without_a_Dockerfile_is_missing_something()
    {
        var make = () => ImageSource.Of("any", ("run.sh", []));
        make.Should().Throw<ImageException>().Where(e => e.Reason == ImageReason.SourceMissing)
            .WithMessage("Image source any could not be built: it has no Dockerfile.*It has:*| run.sh*add one to it.");
    }

    private static ImageSource Source(string dockerfile, params IEnumerable<(string Path, string Text)> files) =>
        ImageSource.Of("any", files.Prepend(("Dockerfile", dockerfile)).Select(file => (file.Item1, Encoding.UTF8.GetBytes(file.Item2))));
}

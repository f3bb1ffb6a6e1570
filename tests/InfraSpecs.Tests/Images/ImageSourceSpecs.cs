using System.Formats.Tar;

namespace InfraSpecs.Tests.Images;

public sealed class ImageSourceSpecs : IDisposable
{
    private static readonly Dictionary<string, string> NoArguments = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infraspecs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_assembly_carries_the_sources_of_the_checkout() =>
        ImageSource.Embedded().Keys.Should().Contain(["base", "busybox", "cronjob"]);

    [Fact]
    public void Build_arguments_are_those_before_the_first_FROM()
    {
        Write("Dockerfile", "ARG BASE=debian\nARG BUSYBOX=busybox\nFROM ${BASE}\nARG LATER=1\n");
        ImageSource.InFolder(_folder.FullName).Arguments.Should().Equal("BASE", "BUSYBOX");
    }

    [Fact]
    public void An_upstream_image_is_named_in_a_comment()
    {
        Write("Dockerfile", "# upstream=registry:3\nFROM scratch\n");
        ImageSource.InFolder(_folder.FullName).Upstream.Should().Be("registry:3");
        Write("Dockerfile", "FROM scratch\n");
        ImageSource.InFolder(_folder.FullName).Upstream.Should().BeNull();
    }

    [Fact]
    public void The_fingerprint_changes_with_every_file_and_argument_and_with_nothing_else()
    {
        Write("Dockerfile", "FROM scratch\n");
        Write("etc/job", "a");
        var first = Fingerprint(NoArguments);
        Fingerprint(NoArguments).Should().Be(first).And.MatchRegex("^[0-9a-f]{16}$");
        Fingerprint(new() { ["BASE"] = "x" }).Should().NotBe(first);
        Write("etc/job", "b");
        Fingerprint(NoArguments).Should().NotBe(first);
        File.Delete(Path.Combine(_folder.FullName, "etc/job"));
        Write("etc/jo", "ba");
        Fingerprint(NoArguments).Should().NotBe(first);
    }

    [Fact]
    public void Scripts_are_executable_in_the_build_context_and_other_files_are_not()
    {
        Write("Dockerfile", "FROM scratch\n");
        Write("run.sh", "#!/bin/sh\n");
        using var tar = new TarReader(ImageSource.InFolder(_folder.FullName).ToTar());
        Dictionary<string, UnixFileMode> modes = [];
        while (tar.GetNextEntry() is { } entry) modes[entry.Name] = entry.Mode;
        modes.Should().BeEquivalentTo(new Dictionary<string, UnixFileMode>
        {
            ["Dockerfile"] = (UnixFileMode)Convert.ToInt32("644", 8),
            ["run.sh"] = (UnixFileMode)Convert.ToInt32("755", 8),
        });
    }

    [Fact]
    public void A_folder_without_a_Dockerfile_is_named()
    {
        Write("readme", "");
        var read = () => ImageSource.InFolder(_folder.FullName);
        read.Should().Throw<ImageBuildException>().WithMessage($"Image source {_folder.Name.ToLowerInvariant()} could not be built: it has no Dockerfile.*| readme*");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var read = () => ImageSource.InFolder("/nowhere");
        read.Should().Throw<ImageBuildException>().WithMessage("Image source /nowhere could not be built: there is no such folder.*");
    }

    private string Fingerprint(Dictionary<string, string> arguments) => ImageSource.InFolder(_folder.FullName).Fingerprint(arguments);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}

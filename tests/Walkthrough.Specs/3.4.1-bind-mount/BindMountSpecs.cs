using System.Buffers.Binary;
using InfraSpecs;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Volumes;

[RequiresEngine(EngineFeatures.BindMounts)]
[Trait("Section", "3.4.1")]
public sealed class BindMountSpecs(EngineFixture fixture) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infraspecs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_picture_that_the_container_drew_is_on_the_host_after_the_container_is_gone()
    {
        var image = await fixture.Engine.Images.GetAsync("imagemagick", Token);
        await using (var container = fixture.Engine.NewContainer(image, "convert")
            .WithBindMount(_folder.FullName, "/workspace")
            .WithCommand("convert", "-size", "100x100", "xc:#000000", "/workspace/gihyo.jpg")
            .Build())
        {
            await container.StartAsync(Token);
            (await container.GetExitCodeAsync(Token)).Should().Be(0);
        }

        var picture = await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, "gihyo.jpg"), Token);
        SizeOfJpeg(picture).Should().Be((100, 100));
    }

    [Fact]
    public async Task A_folder_of_the_host_is_shared_by_way_of_a_data_volume_container()
    {
        var options = new DataVolumeOptions { HostFolder = _folder.FullName };
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/workspace", options, Token);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "from-host"), "Hello!", Token);

        var copy = fixture.Engine.NewContainer(await fixture.Engine.Images.GetAsync("busybox", Token), "copy")
            .WithVolumesFrom(data)
            .WithCommand("cp", "/workspace/from-host", "/workspace/from-container");
        await using var container = await fixture.Engine.StartAsync(copy, Token);
        (await container.WaitForExitAsync(TimeSpan.FromSeconds(30), Token)).ExitCode.Should().Be(0);

        (await container.ReadMountsAsync(Token)).Should().HaveVolumeOf(data).And.KeepDataAt("/workspace/from-container");
        (await data.ReadContentsAsync(Token)).Should().HaveFile("from-host").And.HaveFile("from-container").Which.Size.Should().Be(6);
        (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "from-container"), Token)).Should().Be("Hello!");
    }

    /// <summary>Width and height from the frame header (ISO/IEC 10918-1, B.2.2); the file must begin and end as JPEG does.</summary>
    private static (int Width, int Height) SizeOfJpeg(byte[] file)
    {
        file.Should().StartWith([0xFF, 0xD8]).And.EndWith([0xFF, 0xD9]);
        for (var at = 2; at < file.Length;)
        {
            file[at].Should().Be(0xFF);
            if (file[at + 1] is >= 0xC0 and <= 0xC3) return (Number(at + 7), Number(at + 5));
            at += 2 + Number(at + 2);
        }

        throw new InvalidDataException("The JPEG has no frame.");

        int Number(int offset) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(offset));
    }
}

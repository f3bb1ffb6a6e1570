using Docker.DotNet.Models;
using InfraSpecs.Images;
using InfraSpecs.Images.Sources;
using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Sources;

/// <summary>The registry of these specs: it has users and speaks TLS.</summary>
public sealed class GuardedRegistry(EngineFixture engine) : RegistryFixture(engine)
{
    protected override RegistryOptions Options => new() { Tls = true, Users = new Dictionary<string, string> { ["alice"] = "sesame-open" } };
}

/// <summary>The image that a user of the tutorial would look at.</summary>
public sealed class CronjobImage(EngineFixture engine) : ImageFixture(engine, "cronjob");

/// <summary>One image, wherever it is read from.</summary>
[RequiresEngine]
public sealed class ImageSourcesSpecs(EngineFixture fixture, CronjobImage cronjob, GuardedRegistry registry) : IClassFixture<CronjobImage>, IClassFixture<GuardedRegistry>, IDisposable
{
    private readonly Engine _engine = fixture.Engine;
    private readonly TemporaryFolder _folder = new();

    private RegistryServer Registry => registry.Registry;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Engine_registry_archive_and_layout_give_the_same_image()
    {
        var image = cronjob.Image;
        image.Config.Cmd.Should().NotBeEmpty();
        image.Files.Find("/etc/cron.d")!.Kind.Should().Be(ImageFileKind.Directory);
        await Registry.PushAsync("cronjob", "team/cronjob:1", Token);
        var archive = await SaveAsync(image.Id);
        var others = await Task.WhenAll(ImageUnderTest.FromRegistryAsync(Registry, "team/cronjob:1", Token), ImageUnderTest.FromArchiveAsync(archive, Token),
            ImageUnderTest.FromArchiveAsync(await UnpackAsync(archive), Token));
        foreach (var other in others)
        {
            other.Id.Should().Be(image.Id, other.Source);
            other.Config.Should().BeEquivalentTo(image.Config, other.Source);
            other.Layers.Should().Equal(image.Layers, other.Source);
            Tree(other).Should().Equal(Tree(image), other.Source);
        }

        others[0].Digest.Should().Be((await Registry.ReadManifestAsync("team/cronjob:1", Token)).Digest);
    }

    [Fact]
    public async Task The_configuration_is_what_inspect_shows()
    {
        var config = cronjob.Image.Config;
        var shown = await _engine.Client.Images.InspectImageAsync(cronjob.Image.Id, Token);
        config.Platform.Should().Be($"{shown.Os}/{shown.Architecture}");
        config.Cmd.Should().Equal(shown.Config!.Cmd ?? []);
        config.Entrypoint.Should().Equal(shown.Config.Entrypoint ?? []);
        config.Env.Should().Equal(shown.Config.Env ?? []);
        config.Created.Should().BeCloseTo(new DateTimeOffset(shown.Created!.Value), TimeSpan.FromMilliseconds(1));
        cronjob.Image.Layers.Select(layer => layer.DiffId).Should().Equal(shown.RootFS!.Layers);
        var history = await _engine.Client.Images.GetImageHistoryAsync(cronjob.Image.Id, Token);
        config.History.Select(step => step.CreatedBy).Should().Equal(history.Reverse().Select(step => step.CreatedBy));
        cronjob.Image.Layers.Should().OnlyContain(layer => layer.Command != null);
    }

    [Fact]
    public async Task An_image_that_was_saved_once_is_known_and_read_as_it_was()
    {
        var image = cronjob.Image;
        ImageRecords.TryGet(image.Id, image.Config.Platform)!.Text.Should().NotBeEmpty("else it would be saved again");
        ImageParts.Known([.. image.Layers.Select(layer => layer.DiffId)]).Should().NotBeNull("else it would be saved again");
        var again = await ImageUnderTest.FromEngineAsync(_engine, image.Id, Token);
        again.Config.Should().BeEquivalentTo(image.Config);
        Tree(again).Should().Equal(Tree(image));
    }

    [Fact]
    public async Task A_folder_with_a_Dockerfile_is_built_for_the_specs_of_a_class()
    {
        _folder.Write("Dockerfile", "FROM scratch\nCOPY Dockerfile /from\nENV A=b\nUSER 1001\n");
        await using var built = new FolderImage(fixture, _folder.FullName);
        await built.InitializeAsync();
        built.Image.Files.All.Select(file => file.Path).Should().Equal("/from");
        built.Image.Config.User.Should().Be("1001");
        built.Image.Config.Env.Should().Contain("A=b");
        built.Image.Layers.Should().ContainSingle().Which.Command.Should().Contain("COPY Dockerfile /from");
        await _engine.Client.Images.DeleteImageAsync(built.Image.Id, new ImageDeleteParameters { Force = true }, Token);
    }

    [Fact]
    public async Task What_an_engine_does_not_have_and_cannot_get_is_named()
    {
        var read = () => ImageUnderTest.FromEngineAsync(_engine, "localhost:1/no/such:1", Token);
        (await read.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.Unavailable)).WithMessage("Image localhost:1/no/such:1 is not on the engine and cannot be pulled*");
    }

    [Theory]
    [InlineData("UPPER/Case")]
    [InlineData("a b")]
    [InlineData("debian:")]
    [InlineData("debian@sha256:abc")]
    public async Task What_is_no_name_is_told_in_the_words_of_the_engine(string name)
    {
        var read = () => ImageUnderTest.FromEngineAsync(_engine, name, Token);
        (await read.Should().ThrowAsync<ImageTestException>()).WithMessage($"Image '{name}' cannot be read: it is no image's name: invalid reference format*");
    }

    [Fact]
    public async Task An_image_that_was_removed_after_it_was_read_says_so()
    {
        await File.WriteAllBytesAsync(_folder.At("long"), new byte[3 << 20], Token);
        _folder.Write("Dockerfile", "FROM scratch\nCOPY long /long\nLABEL only=this\n");
        await using var built = new FolderImage(fixture, _folder.FullName);
        await built.InitializeAsync();
        await _engine.Client.Images.DeleteImageAsync(built.Image.Id, new ImageDeleteParameters { Force = true }, Token);
        var read = () => built.Image.ReadFileAsync("/long", Token);
        (await read.Should().ThrowAsync<ImageTestException>()).WithMessage($"Image {built.Image.Name} cannot be read: the engine does not have it any more.*").Which.Reason.Should()
            .Be(ImageTestReason.NotFound);
    }

    [Fact]
    public async Task A_file_that_was_not_kept_is_read_from_each_source_again()
    {
        await Registry.PushAsync("cronjob", "team/cronjob:2", Token);
        var archive = await ImageUnderTest.FromArchiveAsync(await SaveAsync(cronjob.Image.Id), Token);
        var remote = await ImageUnderTest.FromRegistryAsync(Registry, "team/cronjob:2", Token);
        var program = cronjob.Image.Files.All.First(file => file is { Kind: ImageFileKind.File, Content: null, Size: > 100_000 }).Path;
        var content = await cronjob.Image.ReadFileAsync(program, Token);
        content.Should().StartWith("\u007fELF"u8.ToArray());
        (await archive.ReadFileAsync(program, Token)).Should().Equal(content);
        (await remote.ReadFileAsync(program, Token)).Should().Equal(content);
    }

    [Fact]
    public async Task A_registry_says_what_it_does_not_have_and_to_whom()
    {
        await Registry.PushAsync("busybox", "team/busybox:1", Token);
        await Registry.PushAsync("busybox", "team/busybox:2", Token);
        var missing = () => ImageUnderTest.FromRegistryAsync(Registry, "team/busybox:3", Token);
        (await missing.Should().ThrowAsync<ImageTestException>().WithMessage("Image * cannot be read: *")).Which.Should().Match<ImageTestException>(e =>
            e.Reason == ImageTestReason.NotFound && e.Message.Contains("It has team/busybox with the tags 1, 2."));
        var options = new RegistryReadOptions { AuthorityPem = Registry.CertificateAuthorityPem };
        var address = $"{Registry.Address}/team/busybox:1";
        (await FailureAsync(address, options)).Should().Match<ImageTestException>(e => e.Reason == ImageTestReason.AccessDenied && e.Message.Contains("wants to know who asks"));
        (await FailureAsync(address, options with { User = "mallory", Password = "open-sesame" })).Should().Match<ImageTestException>(e =>
            e.Reason == ImageTestReason.AccessDenied && e.Message.Contains("does not let mallory read it") && !e.Message.Contains("open-sesame"));
        (await FailureAsync(address, new RegistryReadOptions { PlainHttp = false })).Should()
            .Match<ImageTestException>(e => e.Reason == ImageTestReason.Unreachable && e.Message.Contains("AuthorityPem"));
        (await ImageUnderTest.FromRegistryAsync(address, options with { User = "alice", Password = "sesame-open" }, Token)).Layers.Should().NotBeEmpty();
    }

    private static async Task<ImageTestException> FailureAsync(string image, RegistryReadOptions options)
    {
        var read = () => ImageUnderTest.FromRegistryAsync(image, options, Token);
        return (await read.Should().ThrowAsync<ImageTestException>().WithMessage("Image * cannot be read: *")).Which;
    }

    private static IEnumerable<string> Tree(ImageUnderTest image) =>
        image.Files.All.Select(file => $"{file.Path} {file.Kind} {file.OctalMode} {file.UserId}:{file.GroupId} {file.Size} {file.Digest} {file.LinkTarget} {file.Layer.Number}");

    private async Task<string> SaveAsync(string image)
    {
        var path = _folder.At($"{Guid.NewGuid():N}.tar");
        await using var saved = await _engine.Client.Images.SaveImageAsync(image, Token);
        await using var file = File.Create(path);
        await saved.CopyToAsync(file, Token);
        return path;
    }

    private async Task<string> UnpackAsync(string archive)
    {
        var folder = Directory.CreateDirectory(_folder.At("layout")).FullName;
        await System.Formats.Tar.TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: false, Token);
        File.Delete(Path.Combine(folder, "manifest.json"));
        return folder;
    }

    private sealed class FolderImage(EngineFixture engine, string folder) : ImageFixture(engine, folder);
}

using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images;

[RequiresEngine]
public sealed class ImageCatalogSpecs(EngineFixture fixture) : IDisposable
{
    private readonly Engine _engine = fixture.Engine;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_source_is_built_from_the_image_of_the_source_that_its_argument_names()
    {
        var cron = await _engine.Client.Images.InspectImageAsync(await _engine.Images.GetAsync("cronjob", Token), Token);
        var parent = await _engine.Client.Images.InspectImageAsync(await _engine.Images.GetAsync("base", Token), Token);
        cron.RootFS!.Layers.Should().StartWith(parent.RootFS!.Layers);
    }

    [Fact]
    public async Task The_tutorials_name_means_the_source() =>
        (await _engine.Images.GetAsync("example/cronjob:latest", Token)).Should().Be(await _engine.Images.GetAsync("cronjob", Token));

    [Fact]
    public async Task An_image_that_cannot_be_had_is_named_with_what_the_engine_said_and_what_there_is()
    {
        var get = () => _engine.Images.GetAsync("127.0.0.1:1/no/such:image", Token);
        var error = (await get.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.Unavailable)).Which;
        error.Message.Should().Match("""
            Image 127.0.0.1:1/no/such:image is not on the engine and cannot be pulled, and there is no image source of that name to build: Get*refused.
              Image sources: base, busybox, busybox-cron, cronjob, *
              What to do: check the spelling, load or build the image on the engine, or name one of the image sources.
            """);
        error.Image.Should().Be("127.0.0.1:1/no/such:image");
    }

    [Fact]
    public async Task A_folder_is_built_once_for_its_content_and_again_when_it_changes()
    {
        var parent = await _engine.Images.GetAsync("busybox", Token);
        _folder.Write("Dockerfile", $"FROM {parent}\nRUN echo one > /one\n");
        var first = await _engine.Images.BuildAsync(_folder.FullName, Token);
        await using var other = await Engine.ConnectAsync(Token);
        (await other.Images.BuildAsync(_folder.FullName, Token)).Should().Be(first, "the content is the same");
        _folder.Write("Dockerfile", $"FROM {parent}\nRUN echo two > /two\n");
        await using var third = await Engine.ConnectAsync(Token);
        var second = await third.Images.BuildAsync(_folder.FullName, Token);
        second.Should().NotBe(first);
        foreach (var image in new[] { first, second, second.Split(':')[0] + ":latest" })
        {
            await _engine.Client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true }, Token);
        }
    }

    [Fact]
    public async Task A_build_that_fails_shows_its_error_and_last_lines_and_leaves_no_container()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        var parent = await engine.Images.GetAsync("busybox", Token);
        _folder.Write("Dockerfile", $"FROM {parent}\nRUN seq 60 && echo why >&2 && exit 9\n");
        var told = () => engine.Images.BuildAsync(_folder.FullName, Token);
        (await told.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.BuildFailed)).Which.LastLines.Should().HaveElementAt(19, "60")
            .And.HaveElementAt(20, "why", "its own words are not lost behind what it printed");
        _folder.Write("Dockerfile", $"FROM {parent}\nRUN echo about to fail && exit 9\n");
        var build = () => engine.Images.BuildAsync(_folder.FullName, Token);
        (await build.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.BuildFailed)).WithMessage(
            $"Image source {_folder.FullName} could not be built: process \"/bin/sh -c echo about to fail && exit 9\" did not complete successfully: exit code: 9*"
            + "The build's last lines:*| about to fail*What to do: mend its Dockerfile.*");
        var containers = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, Token);
        containers.Should().NotContain(container => container.Command.Contains("about to fail"));
    }

    [Fact]
    public async Task A_Dockerfile_that_is_none_is_named()
    {
        _folder.Write("Dockerfile", "FORM scratch\n");
        var build = () => _engine.Images.BuildAsync(_folder.FullName, Token);
        (await build.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.BuildFailed)).WithMessage("*unknown instruction: FORM*");
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_heeded_at_once()
    {
        var get = () => _engine.Images.GetAsync("cronjob", new CancellationToken(canceled: true));
        await get.Should().ThrowAsync<OperationCanceledException>();
    }

}

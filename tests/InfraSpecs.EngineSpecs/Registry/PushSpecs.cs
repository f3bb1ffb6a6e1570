using Docker.DotNet.Models;
using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Registry;

[RequiresEngine]
public sealed class PushSpecs(EngineFixture fixture, RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private Engine Engine => fixture.Engine;

    private RegistryServer Registry => registry.Registry;

    [Theory]
    [InlineData("echo")]
    [InlineData("example/echo:latest")]
    public async Task An_image_source_is_pushed_under_the_tutorials_name_and_leaves_no_name_on_the_engine(string image)
    {
        var pushed = await Registry.PushAsync(image, Token);

        pushed.InternalReference.Should().Be("registry:5000/example/echo:latest");
        (await Registry.ReadContentsAsync(Token)).Should().HaveRepository("example/echo").And.HaveTag("example/echo:latest").And.HaveDigest(pushed);
        var manifest = await Registry.ReadManifestAsync("example/echo:latest", Token);
        manifest.Should().HaveDigest(pushed).And.HavePlatform(await PlatformOfAsync(image));
        manifest.Layers.Should().NotBeEmpty();
        (await TemporaryReferences.OfAsync(Engine, Registry)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_name_without_a_repositorys_owner_is_pushed_as_a_mirror_wants_it()
    {
        await using var _ = await OtherNameAsync("infraspecs-redis", "alpine");
        var pushed = await Registry.PushAsync("infraspecs-redis:alpine", Token);
        pushed.Name.Should().Be("library/infraspecs-redis:alpine");
        (await Registry.ReadTagsAsync("library/infraspecs-redis", Token)).Should().Equal("alpine");
    }

    [Theory]
    [InlineData("team/app:2", "team/app:2")]
    [InlineData("app", "app:latest")]
    [InlineData("registry:5000/deep/er/app:1.0_x-y", "deep/er/app:1.0_x-y")]
    public async Task Another_name_is_taken_as_it_is_written(string name, string expected)
    {
        var pushed = await Registry.PushAsync("busybox", name, Token);
        pushed.Name.Should().Be(expected);
        (await Registry.ReadContentsAsync(Token)).Should().HaveDigest(pushed);
        (await TemporaryReferences.OfAsync(Engine, Registry)).Should().BeEmpty();
    }

    [Fact]
    public async Task Images_from_the_same_base_share_its_layers()
    {
        await Registry.PushAsync("mysql-data", Token);
        await Registry.PushAsync("busybox", Token);
        var data = await Registry.ReadManifestAsync("example/mysql-data:latest", Token);
        data.Should().ShareLayersWith(await Registry.ReadManifestAsync("example/busybox:latest", Token));
    }

    [Fact]
    public async Task Pushes_of_the_same_repository_at_the_same_time_all_succeed_and_leave_nothing()
    {
        var pushed = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Registry.PushAsync("echo", i % 2 == 0 ? "same/echo:1" : "same/echo:2", Token)));
        pushed.Select(it => it.Digest).Distinct().Should().ContainSingle();
        (await TemporaryReferences.OfAsync(Engine, Registry)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_pulled_has_the_digest_that_was_pushed_and_runs_until_it_is_disposed()
    {
        var pushed = await Registry.PushAsync("echo", "pulled/echo:1", Token);
        await using (var pulled = await Registry.PullAsync(pushed.InternalReference, Token))
        {
            pulled.Digest.Should().Be(pushed.Digest);
            (await Engine.RunToEndAsync(Engine.NewContainer(pulled.Reference, "echo").WithCommand("--check"), Token)).Should().HaveExitCode(1, "no server runs in it");
            (await TemporaryReferences.OfAsync(Engine, Registry)).Should().ContainSingle();
        }

        (await TemporaryReferences.OfAsync(Engine, Registry)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_pulled_stays_through_a_push_of_the_same_name_and_another_pull()
    {
        await Registry.PushAsync("echo", "moving/target", Token);
        await using var first = await Registry.PullAsync("moving/target", Token);
        var second = await Registry.PullAsync("moving/target:latest", Token);
        second.Reference.Should().Be(first.Reference);
        await Registry.PushAsync("echo", "moving/target", Token);
        await Registry.PushAsync("busybox", "moving/target", Token);
        await second.DisposeAsync();
        (await IdOfAsync(first.Reference)).Should().Be(first.Id);
        await first.DisposeAsync();
        (await TemporaryReferences.OfAsync(Engine, Registry)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_pull_of_what_is_not_there_says_at_once_what_is()
    {
        await Registry.PushAsync("echo", "there/echo:1", Token);
        var pull = () => Registry.PullAsync("there/echo:2", Token);
        (await pull.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotFound))
            .WithMessage("registry-* has no image there/echo:2.\n  It has there/echo with the tags 1.*");
    }

    [Fact]
    public async Task An_image_that_is_not_there_and_a_name_that_is_none_are_errors_before_anything_is_pushed()
    {
        var missing = () => Registry.PushAsync("127.0.0.1:1/no/such:image", Token);
        await missing.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.Unavailable);
        var nonsense = () => Registry.PushAsync("echo", "No Such/Name", Token);
        await nonsense.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NameInvalid);
        var elsewhere = () => Registry.PushAsync("echo", "registry.example:443/echo", Token);
        (await elsewhere.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NameInvalid)).WithMessage("*another registry than registry:5000*");
        var digest = () => Registry.PushAsync("echo", "echo@sha256:" + new string('0', 64), Token);
        (await digest.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NameInvalid)).WithMessage("*pushed by tag*");
    }

    [Fact]
    public async Task An_image_without_a_name_is_refused_because_the_push_would_end_with_its_deletion()
    {
        await using var name = await OtherNameAsync("infraspecs-nameless", "1");
        var container = await Engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters { Image = "infraspecs-nameless:1", Labels = Engine.Session.Labels.ToDictionary() }, Token);
        var committed = await Engine.Client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { ContainerID = container.ID }, Token);
        await Engine.Client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters(), Token);
        try
        {
            var push = () => Registry.PushAsync(committed.ID, "nameless", Token);
            (await push.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NameInvalid)).WithMessage("*would delete it after the push*");
        }
        finally
        {
            await Engine.Client.Images.DeleteImageAsync(committed.ID, new ImageDeleteParameters(), CancellationToken.None);
        }
    }

    private async Task<string> IdOfAsync(string image) => (await Engine.Client.Images.InspectImageAsync(image, Token)).ID;

    private async Task<string> PlatformOfAsync(string image)
    {
        var found = await Engine.Client.Images.InspectImageAsync(await Engine.Images.GetAsync(image, Token), Token);
        return $"{found.Os}/{found.Architecture}";
    }

    private async Task<IAsyncDisposable> OtherNameAsync(string repository, string tag)
    {
        var source = await Engine.Images.GetAsync("echo", Token);
        await Engine.Client.Images.TagImageAsync(source, new ImageTagParameters { RepositoryName = repository, Tag = tag }, Token);
        return new Undo(() => Engine.Client.Images.DeleteImageAsync($"{repository}:{tag}", new ImageDeleteParameters(), CancellationToken.None));
    }
}

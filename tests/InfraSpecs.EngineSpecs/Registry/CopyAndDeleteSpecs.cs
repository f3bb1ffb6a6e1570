using System.Net.Http.Headers;
using System.Text;
using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Registry;

[RequiresEngine]
public sealed class CopyAndDeleteSpecs(EngineFixture fixture)
{
    private Engine Engine => fixture.Engine;

    [Fact]
    public async Task A_copy_in_the_same_registry_has_the_digest_of_the_original()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        var pushed = await registry.PushAsync("echo", Token);
        var copy = await registry.CopyAsync("example/echo:latest", "team/echo:stable", Token);
        copy.Digest.Should().Be(pushed.Digest);
        (await registry.ReadContentsAsync(Token)).Should().HaveDigest(copy).And.HaveDigest(pushed);
    }

    [Fact]
    public async Task A_copy_to_another_registry_streams_what_is_not_there_yet()
    {
        await using var first = await RegistryServer.StartAsync(Engine, new RegistryOptions { Users = Users, Tls = true }, Token);
        await using var second = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        var pushed = await first.PushAsync("busybox", Token);
        var copy = await first.CopyAsync("example/busybox:latest", second, "mirror/busybox", Token);
        await first.CopyAsync("example/busybox:latest", second, "mirror/busybox", Token);
        (await second.ReadManifestAsync(copy.Name, Token)).Should().HaveDigest(pushed);
        await using var pulled = await second.PullAsync("mirror/busybox", Token);
        (await Engine.RunToEndAsync(Engine.NewContainer(pulled.Reference, "copy").WithCommand("true"), Token)).Should().HaveExitCode(0);
    }

    [Fact]
    public async Task An_index_is_copied_with_the_images_that_it_names()
    {
        await using var first = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        await using var second = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        var digest = await PutIndexAsync(first, await first.PushAsync("echo", "many/echo:amd64", Token), await first.PushAsync("busybox", "many/echo:arm", Token));

        var index = await first.ReadManifestAsync("many/echo:all", Token);
        index.IsIndex.Should().BeTrue();
        index.Should().HaveDigest(digest).And.HavePlatform("linux/amd64").And.HavePlatform("linux/arm/v7");
        foreach (var target in new[] { first, second })
        {
            var copy = await first.CopyAsync("many/echo:all", target, "copied/echo:all", Token);
            copy.Digest.Should().Be(digest);
            foreach (var part in index.Manifests) (await target.ReadManifestAsync($"copied/echo@{part.Digest}", Token)).Layers.Should().NotBeEmpty();
        }
    }

    [Fact]
    public async Task What_has_a_tag_and_a_platform_need_not_be_whole()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/var/lib/registry", Token);
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions { Data = data }, Token);
        var (echo, busybox) = (await registry.PushAsync("echo", "many/echo:amd64", Token), await registry.PushAsync("busybox", "many/echo:arm", Token));
        await PutIndexAsync(registry, echo, busybox);
        var check = await registry.CheckImageAsync("many/echo:all", Token);
        check.Should().BeWhole();
        (check.Manifests, check.Blobs > 3).Should().Be((3, true));

        // Part of a layer, a whole one, and an image.
        var layers = (await registry.ReadManifestAsync("many/echo:amd64", Token)).Layers;
        var file = $"/var/lib/registry/docker/registry/v2/blobs/sha256/{layers[0].Digest[7..9]}/{layers[0].Digest[7..]}/data";
        var damage = Engine.NewContainer(await Engine.Images.GetAsync("busybox", Token), "damage").WithVolumesFrom(data).WithCommand("sh", "-ec", $"printf x | dd of={file} conv=notrunc 2>/dev/null");
        (await Engine.RunToEndAsync(damage, Token)).Should().HaveExitCode(0);
        var config = (await registry.ReadManifestAsync("many/echo:arm", Token)).ConfigDigest;
        (await registry.Asker.Http.SendAsync(HttpMethod.Delete, $"/v2/many/echo/blobs/{config}", "it", null, Token)).Dispose();

        (await registry.ReadContentsAsync(Token)).Should().HaveTag("many/echo:all").And.HaveTag("many/echo:arm");
        (await registry.ReadManifestAsync("many/echo:all", Token)).Should().HavePlatform("linux/amd64").And.HavePlatform("linux/arm/v7");
        var claim = async () => (await registry.CheckImageAsync("many/echo:all", Token)).Should().BeWhole();
        (await claim.Should().ThrowAsync<SpecFailedException>()).Which.Message.Should()
            .Contain($"blob {layers[0].Digest}: its content has the digest sha256:").And.Contain($"blob {config} is missing");

        await registry.DeleteAsync($"many/echo@{busybox.Digest}", Token);
        (await registry.CheckImageAsync("many/echo:all", Token)).Problems.Should().Contain($"manifest {busybox.Digest} (linux/arm/v7) is missing");
        await using var other = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        (await registry.Awaiting(it => it.CopyAsync("many/echo:amd64", other, "many/copy:1", Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood))
            .WithMessage($"*blob {layers[0].Digest} of many/echo*its content has the digest*");
    }

    [Fact]
    public async Task What_is_not_there_is_said_at_once_with_what_is()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        (await registry.FindManifestAsync("example/echo:latest", Token)).Should().BeNull();
        (await registry.ReadRepositoriesAsync(Token)).Should().BeEmpty();
        var tags = () => registry.ReadTagsAsync("example/echo", Token);
        (await tags.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotFound)).WithMessage("*has no repository example/echo.\n  It has nothing.*");
        await registry.PushAsync("echo", Token);
        (await registry.FindManifestAsync("example/echo:2", Token)).Should().BeNull();
        var get = () => registry.ReadManifestAsync("example/echo:2", Token);
        (await get.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotFound)).WithMessage("*has no image example/echo:2.\n  It has example/echo with the tags latest.*");
        var copy = () => registry.CopyAsync("example/other:1", "example/echo:3", Token);
        (await copy.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotFound)).WithMessage("*It has example/echo.*");
        var delete = () => registry.DeleteAsync("example/echo@sha256:" + new string('a', 64), Token);
        await delete.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotFound);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_with_all_its_tags_and_a_collection_frees_what_nobody_else_needs()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        (await registry.CollectGarbageAsync(Token)).Should().Be(await registry.CollectGarbageAsync(Token), "there is nothing at all").And.Match<GarbageReport>(it => it.Bytes == 0);
        var doomed = await registry.PushAsync("echo", "example/app:1", Token);
        await registry.CopyAsync("example/app:1", "example/app:2", Token);
        var size = (await registry.ReadManifestAsync("example/app:1", Token)).Size;
        await registry.PushAsync("mysql-data", Token);
        var kept = await registry.PushAsync("busybox", Token);
        (await registry.CollectGarbageAsync(Token)).Blobs.Should().BeEmpty("all is in use");

        var deleted = await registry.DeleteAsync("example/app:1", Token);
        deleted.Digest.Should().Be(doomed.Digest);
        deleted.Tags.Should().Equal("1", "2");
        (await registry.FindManifestAsync("example/app:2", Token)).Should().BeNull();
        await registry.DeleteAsync("example/mysql-data", Token);
        var port = registry.Address;
        var freed = await registry.CollectGarbageAsync(Token);

        freed.Bytes.Should().BeGreaterThanOrEqualTo(size).And.BeLessThan(size + 100_000, "the layer that busybox needs too stays");
        freed.Blobs.Should().Contain(doomed.Digest).And.NotContain(kept.Digest);
        registry.Address.Should().Be(port);
        (await registry.ReadContentsAsync(Token)).Should().HaveDigest(kept).And.HaveRepository("example/app");
        var again = await registry.PushAsync("echo", "example/app:1", Token);
        again.Digest.Should().Be(doomed.Digest, "what was collected can be pushed again");
        await using var pulled = await registry.PullAsync("example/app:1", Token);
        pulled.Digest.Should().Be(doomed.Digest);
    }

    [Fact]
    public async Task What_the_published_images_configuration_says_of_caches_and_deletion_is_overruled()
    {
        // That of registry:2, where a second process's collection would not be seen, and what it removed not be taken again.
        const string published = """
            version: 0.1
            log: {fields: {service: registry}}
            storage: {cache: {blobdescriptor: inmemory}, filesystem: {rootdirectory: /var/lib/registry}}
            http: {addr: ":5000", headers: {X-Content-Type-Options: [nosniff]}}
            health: {storagedriver: {enabled: true, interval: 10s, threshold: 3}}
            """;
        var options = new RegistryOptions
        {
            Users = Users, Configure = container => container.WithResourceMapping(Encoding.UTF8.GetBytes(published), "/etc/docker/registry/config.yml"),
        };
        await using var registry = await RegistryServer.StartAsync(Engine, options, Token);
        var first = await registry.PushAsync("echo", Token);
        await registry.DeleteAsync("example/echo", Token);
        (await registry.CollectGarbageAsync(Token)).Bytes.Should().BePositive();
        (await registry.PushAsync("echo", Token)).Digest.Should().Be(first.Digest);
        await using var pulled = await registry.PullAsync("example/echo", Token);
        (await registry.CollectGarbageAsync(Token)).Bytes.Should().Be(0, "all of it was pushed again");
    }

    [Fact]
    public async Task A_collection_waits_for_the_pushes_that_are_under_way()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        await registry.PushAsync("echo", Token);
        var pushes = Enumerable.Range(0, 4).Select(i => registry.PushAsync(i == 0 ? "base" : "busybox", $"many/image{i}", Token)).ToList();
        await registry.CollectGarbageAsync(Token);
        var pushed = await Task.WhenAll(pushes);
        var contents = await registry.ReadContentsAsync(Token);
        foreach (var image in pushed) contents.Should().HaveDigest(image);
        (await registry.CollectGarbageAsync(Token)).Bytes.Should().Be(0);
    }

    private static Dictionary<string, string> Users => new() { ["jo"] = "pass word" };

    /// <summary>No engine of this age pushes an index, so it is written by hand.</summary>
    private static async Task<string> PutIndexAsync(RegistryServer registry, PushedImage amd64, PushedImage arm)
    {
        const string type = "application/vnd.oci.image.index.v1+json";
        async Task<string> EntryAsync(PushedImage image, string platform)
        {
            var raw = (await registry.Asker.Http.FindManifestAsync(ImageName.Parse(image.Name), Token))!;
            return $$"""{"mediaType":"{{raw.MediaType}}","digest":"{{raw.Digest}}","size":{{raw.Bytes.Length}},"platform":{{platform}}}""";
        }

        var entries = await Task.WhenAll(
            EntryAsync(amd64, """{"os":"linux","architecture":"amd64"}"""), EntryAsync(arm, """{"os":"linux","architecture":"arm","variant":"v7"}"""));
        var index = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{type}}","manifests":[{{string.Join(',', entries)}}]}""");
        using var content = new ByteArrayContent(index) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        (await registry.Asker.Http.SendAsync(HttpMethod.Put, "/v2/many/echo/manifests/all", "the index", content, Token)).Dispose();
        return RawManifest.DigestOf(index);
    }
}

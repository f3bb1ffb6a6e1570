using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Registry;

/// <summary>Each on a connection of its own, so that what is left can be seen.</summary>
[RequiresEngine]
public sealed class RegistryFaultSpecs : IAsyncLifetime
{
    private Engine _engine = null!;

    public async ValueTask InitializeAsync() => _engine = await Engine.ConnectAsync(Token);

    public async ValueTask DisposeAsync()
    {
        try
        {
            (await _engine.ListResourcesAsync(CancellationToken.None)).Should().BeEmpty();
        }
        finally
        {
            await _engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var start = () => RegistryServer.StartAsync(_engine, new RegistryOptions { HostFolder = "/no/such/folder" }, Token);
        (await start.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.NotStarted)).WithMessage("*bind source path does not exist: /no/such/folder*");
    }

    [Fact]
    public async Task An_image_or_a_network_that_is_not_there_is_named()
    {
        var image = () => RegistryServer.StartAsync(_engine, new RegistryOptions { Image = "127.0.0.1:1/no/such:registry" }, Token);
        (await image.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.Unavailable)).WithMessage("*127.0.0.1:1/no/such:registry*");
        var network = () => RegistryServer.StartAsync(_engine, new RegistryOptions { Network = "no-such-network" }, Token);
        (await network.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.NotStarted)).WithMessage("*no-such-network*");
    }

    [Fact]
    public async Task Options_that_cannot_be_meant_are_refused_before_anything_starts()
    {
        await using var data = await DataVolumeContainer.CreateAsync(_engine, "/data", Token);
        var options = new RegistryOptions { Data = data, HostFolder = "/srv", Users = new Dictionary<string, string> { ["jo:e"] = "", ["max"] = "x" } };
        var start = () => RegistryServer.StartAsync(_engine, options, Token);
        (await start.Should().ThrowAsync<InvalidOptionsException>()).Which.Errors.Should().HaveCount(3);
    }

    [Fact]
    [Fault("Registry", "an address that is none", Names = "missing port in address")]
    public async Task A_registry_that_dies_at_its_start_ends_the_wait_at_once_with_its_log()
    {
        var options = new RegistryOptions { Configure = container => container.WithEnvironment("REGISTRY_HTTP_ADDR", "nonsense") };
        var start = () => RegistryServer.StartAsync(_engine, options, Token);
        (await start.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).Which.ShouldNameItsFault();
    }

    [Fact]
    public async Task A_registry_that_never_answers_as_expected_says_what_it_answered()
    {
        var options = new RegistryOptions
        {
            ReadyWithin = TimeSpan.FromSeconds(1), Configure = container => container.WithEnvironment("REGISTRY_HTTP_PREFIX", "/elsewhere/"),
        };
        var start = () => RegistryServer.StartAsync(_engine, options, Token);
        (await start.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage("*it answers 404 where 200 is expected*");
    }

    [Theory]
    [Fault("Registry", "a push to one that is read-only", Names = "Method not allowed, since it is read-only: REGISTRY_STORAGE_MAINTENANCE_READONLY is {enabled: true}")]
    [Fault("Registry", "a push to a volume that is mounted read-only", Names = "mkdir /var/lib/registry/docker: read-only file system")]
    [Fault("Registry", "a push to a full disk", Names = "no space left on device")]
    [InlineData("a push to one that is read-only")]
    [InlineData("a push to a volume that is mounted read-only")]
    [InlineData("a push to a full disk")]
    public async Task A_push_that_will_be_refused_again_is_not_tried_again(string fault)
    {
        await _engine.Images.GetAsync("base", Token);
        var options = new RegistryOptions
        {
            Configure = container => fault switch
            {
                "a push to one that is read-only" => container.WithEnvironment("REGISTRY_STORAGE_MAINTENANCE_READONLY", "{enabled: true}"),
                "a push to a full disk" => container.WithCreateParameterModifier(create => create.HostConfig!.Tmpfs = new Dictionary<string, string> { ["/var/lib/registry"] = "size=64k" }),
                _ => container.WithCreateParameterModifier(create => create.HostConfig!.Tmpfs = new Dictionary<string, string> { ["/var/lib/registry"] = "ro" }),
            },
        };
        await using var registry = await RegistryServer.StartAsync(_engine, options, Token);
        var push = () => registry.PushAsync("base", Token);
        var failure = (await push.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.TransferFailed)).Which;
        failure.ShouldNameItsFault(fault);
        failure.Said.Should().BeEmpty("the engine was not let try it again, five times in 50 s");
    }

    [Fact]
    [Fault("Registry", "a copy of an image whose layers were deleted", Names = "blob unknown to registry")]
    public async Task A_layer_that_is_gone_is_told()
    {
        await using var data = await DataVolumeContainer.CreateAsync(_engine, "/var/lib/registry", Token);
        await using var registry = await RegistryServer.StartAsync(_engine, new RegistryOptions { Data = data }, Token);
        var pushed = await registry.PushAsync("echo", "gone/echo:1", Token);
        var manifest = await registry.ReadManifestAsync(pushed.Name, Token);
        var blobs = string.Join(' ', manifest.Layers.Select(it => $"/var/lib/registry/docker/registry/v2/blobs/sha256/{it.Digest[7..9]}/{it.Digest[7..]}"));
        await ShellContainer.RunAsync(_engine, data, $"rm -r {blobs}", Token);
        var copy = () => registry.CopyAsync(pushed.Name, "copy/echo:1", Token);
        (await copy.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused)).Which.ShouldNameItsFault("a copy of an image whose layers were deleted");
    }

    [Theory]
    [Fault("Registry", "it listens on another port", Names = "it listens on [::]:5001, and it is asked at port 5000")]
    [Fault("Registry", "it listens in its container alone", Names = "it listens on 127.0.0.1:5000, and it is asked at port 5000")]
    [InlineData(":5001", "it listens on another port")]
    [InlineData("127.0.0.1:5000", "it listens in its container alone")]
    public async Task A_registry_that_listens_elsewhere_is_told_long_before_the_deadline(string address, string fault)
    {
        var start = () => RegistryServer.StartAsync(_engine, new RegistryOptions { Configure = container => container.WithEnvironment("REGISTRY_HTTP_ADDR", address) }, Token);
        (await start.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.Hopeless)).Which.ShouldNameItsFault(fault);
    }

    [Fact]
    [Fault("Registry", "it speaks TLS, and nobody was told", Names = "it speaks TLS, and RegistryOptions.Tls is false: Client sent an HTTP request to an HTTPS server")]
    [Fault("Registry", "TLS is spoken to a plain port", Names = "it speaks plain HTTP, and RegistryOptions.Tls is true")]
    public async Task Who_speaks_TLS_is_told_at_once()
    {
        using var authority = new CertificateAuthority("somebody");
        var certificate = authority.Issue("registry", ["registry"]);
        var options = new RegistryOptions
        {
            Configure = container => container
                .WithResourceMapping(System.Text.Encoding.UTF8.GetBytes(certificate.CertificatePem), "/c.pem").WithResourceMapping(System.Text.Encoding.UTF8.GetBytes(certificate.KeyPem), "/k.pem")
                .WithEnvironment("REGISTRY_HTTP_TLS_CERTIFICATE", "/c.pem").WithEnvironment("REGISTRY_HTTP_TLS_KEY", "/k.pem"),
        };
        var plain = () => RegistryServer.StartAsync(_engine, options, Token);
        (await plain.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.Hopeless)).Which.ShouldNameItsFault("it speaks TLS, and nobody was told");
        var tls = () => RegistryServer.StartAsync(_engine, new RegistryOptions
        {
            Tls = true, Configure = container => container.WithEnvironment("REGISTRY_HTTP_TLS_CERTIFICATE", "").WithEnvironment("REGISTRY_HTTP_TLS_KEY", ""),
        }, Token);
        (await tls.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.Hopeless)).Which.ShouldNameItsFault("TLS is spoken to a plain port");
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_nothing()
    {
        await _engine.Images.GetAsync("registry", Token);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));
        var start = () => RegistryServer.StartAsync(_engine, new RegistryOptions(), soon.Token);
        try
        {
            // Whichever comes first.
            await (await start()).DisposeAsync();
        }
        catch (OperationCanceledException e)
        {
            e.CancellationToken.IsCancellationRequested.Should().BeTrue();
        }

        await _engine.ShouldSoonBeNoneAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_push_that_is_cut_short_leaves_no_name_on_the_engine(bool byDisposal)
    {
        await _engine.Images.GetAsync("base", Token);
        await using var registry = await RegistryServer.StartAsync(_engine, new RegistryOptions(), Token);
        var address = registry.Address;
        using var stop = new CancellationTokenSource();
        var push = registry.PushAsync("base", "cut/short", stop.Token);
        await Wait.UntilAsync("the push", async _ => (await TemporaryReferences.OfAsync(_engine, address)).Count > 0
            ? Probe.Ready(true)
            : Probe.NotYet<bool>("it has not begun"), TimeSpan.FromSeconds(10), Token);
        if (byDisposal)
        {
            await registry.DisposeAsync();
            await push.Awaiting(it => it).Should().ThrowAsync<ObjectDisposedException>();
            await registry.Awaiting(it => it.PushAsync("echo", Token)).Should().ThrowAsync<ObjectDisposedException>();
        }
        else
        {
            await stop.CancelAsync();
            await push.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        }

        (await TemporaryReferences.OfAsync(_engine, address)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_registry_that_dies_ends_a_push_at_once_and_leaves_no_name_on_the_engine()
    {
        await _engine.Images.GetAsync("base", Token);
        await using var registry = await RegistryServer.StartAsync(_engine, new RegistryOptions(), Token);
        var address = registry.Address;
        var push = registry.PushAsync("base", "cut/short", Token);
        await Wait.UntilAsync("the push", async _ => (await TemporaryReferences.OfAsync(_engine, address)).Count > 0
            ? Probe.Ready(true)
            : Probe.NotYet<bool>("it has not begun"), TimeSpan.FromSeconds(10), Token);
        await registry.KillAsync(Token);
        (await push.Awaiting(it => it).Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).WithMessage("*the push of cut/short:latest*");
        (await TemporaryReferences.OfAsync(_engine, address)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_cancelled_garbage_collection_lets_the_registry_go_on()
    {
        await using var registry = await RegistryServer.StartAsync(_engine, new RegistryOptions(), Token);
        await registry.PushAsync("echo", Token);
        await registry.DeleteAsync("example/echo", Token);
        using var stop = new CancellationTokenSource();
        var collection = registry.CollectGarbageAsync(stop.Token);
        await stop.CancelAsync();
        await collection.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        (await registry.CollectGarbageAsync(Token)).Should().NotBeNull();
        (await registry.ReadRepositoriesAsync(Token)).Should().Equal("example/echo");
    }
}

using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Images;
using InfraSpecs.Images.Layers;
using InfraSpecs.Images.Tests.Tree;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Tree;

/// <summary>The engine itself is asked how it merges layers: it loads what was written by hand, and gives back what a container of it has.</summary>
[RequiresEngine]
public sealed class LayerMergeSpecs(EngineFixture fixture)
{
    // What every container has of its engine.
    private static readonly string[] OfTheEngine = ["/.dockerenv", "/dev", "/etc", "/proc", "/sys"];

    // The engine loads and shows them, and fails to save them again: its own reader of layers does not stay inside.
    private static readonly string[] NeverSaved = ["a file below an absolute link of the same layer", "../evil"];

    public static TheoryData<string> Loaded => MergeCases.NamesOf(it => !it.IsRefused);

    public static TheoryData<string> Refused => MergeCases.NamesOf(it => it.IsRefused);

    private IDockerClient Client => fixture.Engine.Client;

    [Theory]
    [MemberData(nameof(Loaded))]
    public async Task The_engine_shows_what_this_product_shows(string name)
    {
        var it = MergeCases.Named(name);
        var image = NameOf(it);
        (await LoadAsync(it, image)).Should().BeNull();
        try
        {
            (await ShownAsync(image)).Should().Equal(it.Shows);
            if (!NeverSaved.Contains(name)) Listing.Of((await ImageUnderTest.FromEngineAsync(fixture.Engine, image, Token)).Files).Should().Equal(it.Shows);
        }
        finally
        {
            await Client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task The_engine_refuses_what_this_product_says_it_refuses(string name)
    {
        var it = MergeCases.Named(name);
        (await LoadAsync(it, NameOf(it))).Should().NotBeNullOrEmpty();
    }

    private string NameOf(MergeCase it) => $"merge-{fixture.Engine.Session.ShortId}:{MergeCases.All.ToList().IndexOf(it)}";

    // What went wrong; null if nothing did.
    private async Task<string?> LoadAsync(MergeCase it, string image)
    {
        string? error = null;
        try
        {
            await Client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, new MemoryStream(it.ToArchive(image)), new Heard(message => error ??= message.Error?.Message), Token);
        }
        catch (DockerApiException e)
        {
            error = e.Message;
        }

        return error;
    }

    private async Task<string[]> ShownAsync(string image)
    {
        var container = (await Client.Containers.CreateContainerAsync(new CreateContainerParameters { Image = image }, Token)).ID;
        try
        {
            await using var export = await Client.Containers.ExportContainerAsync(container, Token);
            var index = await new LayerStore(new LayerCache("/proc/none", 0)).ReadAsync(null, export, Token);
            var shown = new ImageTree([(new ImageLayer { Number = 0, DiffId = index.DiffId, Command = null, Size = index.Size, Entries = index.Count }, index)]);
            return [.. Listing.Of(shown).Where(line => !OfTheEngine.Any(path => $"{line} ".Contains($" {path} ", StringComparison.Ordinal) || line.Contains($" {path}/", StringComparison.Ordinal)))];
        }
        finally
        {
            await Client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true }, CancellationToken.None);
        }
    }

    private sealed class Heard(Action<JSONMessage> hear) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => hear(value);
    }
}

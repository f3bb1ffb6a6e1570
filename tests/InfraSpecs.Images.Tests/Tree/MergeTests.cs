namespace InfraSpecs.Images.Tests.Tree;

public sealed class MergeTests
{
    public static TheoryData<string> Shown => MergeCases.NamesOf(it => it.Shows is not null);

    public static TheoryData<string> Refused => MergeCases.NamesOf(it => it.IsRefused && it.Shows is not null);

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task Layers_are_merged_as_the_engine_merges_them(string name)
    {
        var it = MergeCases.Named(name);
        Listing.Of((await it.ToImage().ReadAsync()).Files).Should().Equal(it.Shows);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_an_engine_would_refuse_is_noted(string name) =>
        (await MergeCases.Named(name).ToImage().ReadAsync()).Files.Notes.Should().ContainSingle().Which.Should().Contain("engines refuse to load it");

    [Fact]
    public async Task A_layer_that_deletes_what_it_has_itself_cannot_be_read()
    {
        var read = () => MergeCases.Named("a mark after its name in one layer").ToImage().ReadAsync();
        (await read.Should().ThrowAsync<Exception>()).WithMessage("*Layer sha256:* deletes what it has itself: .wh.x comes after x. Engines refuse to load it.*");
    }

    [Fact]
    public async Task A_path_out_of_the_image_is_noted() =>
        (await MergeCases.Named("../evil").ToImage().ReadAsync()).Files.Notes.Should().Equal("layer 0: ../../evil leads out of the image; it was read as /evil");
}

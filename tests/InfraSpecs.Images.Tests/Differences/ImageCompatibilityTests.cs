using Xunit.Sdk;


namespace InfraSpecs.Images.Tests.Differences;

public sealed class ImageCompatibilityTests
{
    [Fact]
    public async Task What_was_added_is_compatible()
    {
        var (released, image) = (await Of().ReadAsync(), await Of(user: "", more: 200).ReadAsync());
        image.Should().BeCompatibleWith(released);
    }

    [Fact]
    public async Task The_first_line_has_the_cause_and_the_rest_what_it_was_compared_with()
    {
        var (released, image) = (await Of().ReadAsync("example/app:1.4"), await Of(user: "1001").ReadAsync("example/app:1.5"));
        var claim = () => image.Should().BeCompatibleWith(released);
        claim.Should().Throw<XunitException>().Which.Message.Should()
            .StartWith("Expected image \"example/app:1.5\" to be compatible with \"example/app:1.4\", but user root -> 1001.").And
            .Contain($"compared with example/app:1.4 of archive image.tar, {released.Digest ?? released.Id}\n! user root -> 1001");
    }

    [Theory]
    [InlineData("user root -> 1001", true)]
    [InlineData("user root -> *", true)]
    [InlineData("user root -> 100?", false)]
    [InlineData("user", false)]
    public async Task A_change_that_is_meant_breaks_nothing(string meant, bool isMeant)
    {
        var (released, image) = (await Of().ReadAsync(), await Of(user: "1001").ReadAsync());
        ImageCompatibility.Check(image, released, new ImageCompatibilityOptions { Meant = [meant] }).IsCompatible.Should().Be(isMeant);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(200L, null, true)]
    [InlineData(199L, null, false)]
    [InlineData(null, 20.0, true)]
    [InlineData(null, 19.9, false)]
    [InlineData(100L, 20.0, true)]
    [InlineData(200L, 1.0, true)]
    [InlineData(100L, 19.0, false)]
    [InlineData(0L, null, false)]
    public async Task Growth_fails_where_all_bounds_that_are_given_are_exceeded(long? bytes, double? percent, bool isCompatible)
    {
        var (released, image) = (await Of(size: 1000).ReadAsync(), await Of(size: 1000, more: 200).ReadAsync());
        var found = ImageCompatibility.Check(image, released, new ImageCompatibilityOptions { GrowthBytes = bytes, GrowthPercent = percent });
        found.IsCompatible.Should().Be(isCompatible);
        if (!isCompatible) found.Breaks.Should().ContainSingle().Which.Should().StartWith("it grew by more than ").And.Contain("+200 bytes (+20.0 %)").And.EndWith("1,000 -> 1,200 bytes");
    }

    [Fact]
    public async Task What_is_smaller_or_ignored_is_compatible()
    {
        var (released, image) = (await Of(more: 200).ReadAsync(), await Of().ReadAsync());
        ImageCompatibility.Check(image, released, new ImageCompatibilityOptions { GrowthBytes = 0, GrowthPercent = 0, Ignore = ["/more"] }).IsCompatible.Should().BeTrue();
    }

    [Fact]
    public async Task A_log_that_is_no_difference_counts_as_growth()
    {
        static Task<ImageUnderTest> Of(int bytes) => new TestImage().Layer(l => l.Directory("/var").Directory("/var/log").File("/var/log/x.log", new string('x', bytes)), "RUN make").ReadAsync();
        var found = ImageCompatibility.Check(await Of(1200), await Of(1000), new ImageCompatibilityOptions { GrowthBytes = 199 });
        found.Breaks.Should().ContainSingle().Which.Should().StartWith("it grew by more than 199 bytes: +200 bytes (+20.0 %)");
    }

    [Fact]
    public async Task Options_that_say_nothing_are_errors()
    {
        var image = await Of().ReadAsync();
        var check = () => ImageCompatibility.Check(image, image, new ImageCompatibilityOptions { GrowthBytes = -1, Meant = [""] });
        check.Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(2);
    }

    private static TestImage Of(string user = "", int size = 10, int more = 0)
    {
        var image = new TestImage().Config("User", user).Layer(l => l.File("/app", new string('x', size)), "COPY app /");
        return more == 0 ? image : image.Layer(l => l.File("/more", new string('y', more)), "COPY more /");
    }
}

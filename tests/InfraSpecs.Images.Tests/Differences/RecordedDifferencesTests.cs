using System.Text.Json;

namespace InfraSpecs.Images.Tests.Differences;

/// <summary>What is compared in a spec that fails is in its run's file and on its page.</summary>
public sealed class RecordedDifferencesTests
{
    [Fact]
    public async Task What_may_break_says_so()
    {
        await using var run = new RecordedRun();
        var (released, image) = (await Of("", "one").ReadAsync(), await Of("1001", "one").ReadAsync());
        ImageCompatibility.Check(image, released).IsCompatible.Should().BeFalse();
        var (lines, page) = await run.FailAsync(Token);
        Rows(lines, $"image {released.Name} and image {image.Name}").Should().Equal("start (may break) | user root -> 1001");
        page.Should().ContainAll("<td>start (may break)</td>", "user root -&gt; 1001");
    }

    [Fact]
    public async Task A_second_build_that_is_another_says_in_what()
    {
        await using var run = new RecordedRun();
        var (one, other) = (await Of("root", "one").ReadAsync(), await Of("root", "two!").ReadAsync());
        ImageRebuild.Compare(one, other).IsReproducible.Should().BeFalse();
        var (lines, page) = await run.FailAsync(Token);
        Rows(lines, $"image {one.Name}, built again").Should().Equal("/a | content (3 -> 4 bytes)");
        page.Should().ContainAll("<td>/a</td>", "content (3 -&gt; 4 bytes)");
    }

    private static IEnumerable<string> Rows(IReadOnlyList<JsonElement> lines, string of) =>
        lines.Single(it => it.GetProperty("k").GetString() == "diff" && it.GetProperty("object").GetString() == of)
            .GetProperty("rows").EnumerateArray().Select(row => string.Join(" | ", row.EnumerateArray().Select(cell => cell.GetString())));

    private static TestImage Of(string user, string content) => new TestImage().Config("User", user).Layer(l => l.File("/a", content));
}

using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

public sealed class ArchitecturePageTests
{
    private const string Page = "docs/architecture.md";

    [Fact]
    public void Is_as_approved()
    {
        var actual = ArchitecturePage.Draw();
        var file = Path.Combine(Checkout.Root, Page);
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (actual == approved) return;

        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "architecture.received.md"), actual);
        var (before, after) = (approved.Split('\n'), actual.Split('\n'));
        var lines = before.Except(after).Select(it => "- " + it).Concat(after.Except(before).Select(it => "+ " + it)).Take(40);
        Assert.Fail($"{Page} is not what the sources say. If the change is meant: eng/approve.sh\n{string.Join('\n', lines)}");
    }
}

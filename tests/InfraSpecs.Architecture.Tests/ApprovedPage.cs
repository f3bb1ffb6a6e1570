using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

/// <summary>A page of docs/ that is drawn from the sources, and approved by eng/approve.sh.</summary>
internal static class ApprovedPage
{
    public static void Verify(string name, string actual)
    {
        var page = $"docs/{name}.md";
        var file = Path.Combine(Checkout.Root, page);
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (actual == approved) return;

        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, $"{name}.received.md"), actual);
        var (before, after) = (approved.Split('\n'), actual.Split('\n'));
        var lines = before.Except(after).Select(it => "- " + it).Concat(after.Except(before).Select(it => "+ " + it)).Take(40);
        Assert.Fail($"{page} is not what the sources say. If the change is meant: eng/approve.sh\n{string.Join('\n', lines)}");
    }
}

using InfraSpecs;
using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippets of docs/updates.md, a method for each.</summary>
internal static class UpdateSnippets
{
    public static async Task BadAsync(Service web, string goodDigest, CancellationToken token)
    {
        await web.UpdateAsync(it => it with { Image = "registry:5000/example/web:broken" }, token);
        var update = await web.WaitUntilRolledBackAsync(token);
        update.Should().HaveRolledBackByItself();
        update.Placement.Should().HaveImageEverywhere(goodDigest);
        Console.WriteLine($"{update.ReplacedImage} was taken back: {update.Why}");
    }
}

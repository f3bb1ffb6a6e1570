using InfraSpecs;
using InfraSpecs.Images;

namespace Docs.Snippets;

/// <summary>The snippets of docs/image-tests.md that look at an image's files, a method for each.</summary>
internal static class ImagesIndexSnippets
{
    public static async Task FilesAsync(Engine engine, CancellationToken token)
    {
        var image = await ImageUnderTest.FromEngineAsync(engine, "my/app:3", token);

        var shell = image.Files.Resolve("/bin/sh");          // follows links: /usr/bin/dash
        var jobs = image.Files.In("/etc/cron.d").ToList();   // what is directly in it
        var wasted = image.Files.Hidden.Sum(file => file.Size);
        foreach (var note in image.Files.Notes) Console.WriteLine(note);

        shell.Should().NotBeNull();
        jobs.Should().ContainSingle().Which.OctalMode.Should().Be("0644");
        wasted.Should().BeLessThan(1 << 20);
    }
}

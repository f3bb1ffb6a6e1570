using InfraSpecs;
using InfraSpecs.Images;

namespace Docs.Snippets;

/// <summary>The snippets of docs/image-tests.md that run an image, a method for each.</summary>
internal static class ImagesBehaviourSnippets
{
    public static async Task StopAsync(Engine engine, CancellationToken token)
    {
        await using var run = await ImageRun.StartAsync(engine, new ImageRunOptions { Image = "my/app:3" }, token);

        var concern = await run.ReadConcernAsync(token);
        var reaping = await run.ReapAsync(token);
        var stop = await run.StopAsync(token);

        concern.Should().HaveOneConcern();
        reaping.Should().ReapChildren();
        stop.Should().HaveStopped();
    }

    public static async Task ReadyAsync(Engine engine, CancellationToken token)
    {
        await using var run = await ImageRun.StartAsync(engine, new ImageRunOptions
        {
            Image = "my/app:3",
            Environment = new Dictionary<string, string> { ["DB_HOST"] = "db" },
            Ready = ImageReadiness.Output("^listening on"),
            StopWithin = TimeSpan.FromSeconds(3),
        }, token);
        (await run.StopAsync(token)).Should().HaveStopped(143);
    }

    public static void Declare(ImageConcern concern)
    {
        concern.Should().HaveOneConcern(new DeclaredConcern { Programs = ["dockerd", "containerd"], Ports = ["2376"] });
    }

    public static async Task ImageAsync(Engine engine, ImageConcern concern, CancellationToken token)
    {
        var image = await ImageUnderTest.FromEngineAsync(engine, "my/app:3", token);
        image.Should().HaveOneConcern(concern);
    }

    public static async Task MatrixAsync(Engine engine, CancellationToken token)
    {
        var report = await EnvironmentMatrix.RunAsync(engine, new EnvironmentMatrixOptions
        {
            Image = "my/app:3",
            Rows =
            [
                new() { Name = "as it is", Port = 8080, Answer = "^Hello" },
                new() { Name = "german", Environment = new Dictionary<string, string> { ["LANGUAGE"] = "de" }, Port = 8080, Answer = "^Hallo" },
                new() { Name = "another port", Environment = new Dictionary<string, string> { ["PORT"] = "9000" }, Port = 9000 },
                new() { Name = "version", Environment = new Dictionary<string, string> { ["MODE"] = "version" }, Output = @"^3\.\d+", ExitCode = 0 },
                new() { Name = "no such mode", Environment = new Dictionary<string, string> { ["MODE"] = "x" }, Refusal = "^MODE is 'x'" },
            ],
        }, token);
        report.Should().BeControlledByEnvironment();
    }
}

using System.Globalization;
using System.Text;
using InfraSpecs.Images;

namespace InfraSpecs.Benchmarks;

/// <summary>200 structure tests that need no container: with the reading of the image that they are asked about, and without.</summary>
internal static class StructureCost
{
    /// <summary>The argument that makes this program the process that is measured.</summary>
    public const string Measured = "measured:structure:";

    private const int Rounds = 7;
    private const int Tests = 200;
    private const double Goal = 1.5;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var image = await engine.Images.GetAsync("dind", token);
        var cache = Directory.CreateTempSubdirectory("infraspecs-bench-").FullName;
        try
        {
            Samples whole = new(), judging = new(), save = new();
            List<double> pairs = [];
            for (var i = 0; i < Rounds; i++)
            {
                var taken = await OwnProcess.MeasuredAsync(Measured + image, Path.Combine(cache, $"{i}"), token);
                whole.Add(taken[0]);
                judging.Add(taken[1]);
                var started = TimeProvider.System.GetTimestamp();
                await OwnProcess.SaveAsync(image, token);
                save.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                pairs.Add(taken[0] / TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            }

            var ratio = pairs.Order().ElementAt(Rounds / 2);
            return
            [
                new($"{Tests} structure tests and the reading of a new image, median", whole.Median, save.Median, "ms", $"<= {Goal} x docker save", ratio <= Goal,
                    $"{Rounds} processes, nothing cached; the floor is `docker save >/dev/null` after each; median of the pairs' ratios {ratio:0.00}"),
                new($"{Tests} structure tests of an image that is read, median", judging.Median, save.Median, "ms", "<= 0.1 x docker save", judging.Median <= 0.1 * save.Median,
                    $"{Rounds} processes; the same floor"),
            ];
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    /// <summary>What the process does that is measured: prints the milliseconds of all of it, and of the tests alone.</summary>
    public static async Task MeasureAsync(string image, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        var started = TimeProvider.System.GetTimestamp();
        var read = await ImageUnderTest.FromEngineAsync(engine, image, token);
        var judged = TimeProvider.System.GetTimestamp();
        var report = await StructureTestFile.Parse("image.yaml", Text()).RunAsync(read, null, token);
        foreach (var from in (long[])[started, judged]) Console.WriteLine(TimeProvider.System.GetElapsedTime(from).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        if (report.Results.Count != Tests || !report.Passed) throw new InvalidOperationException(report.ToString());
    }

    private static string Text()
    {
        var text = new StringBuilder("schemaVersion: 2.0.0\nmetadataTest: {unexposedPorts: ['1']}\nfileExistenceTests:\n");
        for (var i = 0; i < 100; i++) text.Append(CultureInfo.InvariantCulture, $"- {{name: e{i}, path: /usr/bin/env, permissions: '-rwxr-xr-x', uid: 0, gid: 0}}\n");
        text.Append("fileContentTests:\n");
        // Among them one program, whose content is not kept.
        for (var i = 0; i < 99; i++) text.Append(CultureInfo.InvariantCulture, $"- {{name: c{i}, path: {(i == 0 ? "/usr/bin/env" : "/etc/passwd")}, expectedContents: ['(?m)^root:|^.ELF'], excludedContents: ['intruder{i}']}}\n");
        return text.ToString();
    }
}

using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Images;

namespace InfraSpecs.Cli;

/// <summary>What <see cref="TestCommand"/> was told.</summary>
internal sealed record StructureTestRunOptions
{
    public string? Image { get; init; }

    public string? Layout { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public bool HasEngine { get; init; } = true;

    public string Format { get; init; } = "text";

    public FileInfo? Report { get; init; }

    public string SuiteName { get; init; } = "container-structure-test.test";

    public string? Platform { get; init; }

    public bool Pull { get; init; }

    public bool IsQuiet { get; init; }

    /// <summary>A report is not written as text.</summary>
    public string ActualFormat => Report is not null && Format == "text" ? "json" : Format;
}

/// <summary>Runs files of structure tests.</summary>
internal static class StructureTestRun
{
    private const int Failed = 1;
    private const int CouldNot = 2;

    /// <returns>The exit code: 0 if all tests passed, 1 if one failed, a file could not be read or there are none, 2 if nothing could be judged.</returns>
    internal static async Task<int> RunAsync(StructureTestRunOptions options, TextWriter console, CancellationToken token)
    {
        if (options.Report is { } report && Refusal(report) is { } refusal) return await SayAsync(refusal, CouldNot);
        var files = await Task.WhenAll(options.Files.Select(path => StructureFile.ReadAsync(path, token)));
        var path = options.Layout ?? (options.Image is { } name && ImageArgument.IsPath(name) ? name : null);
        if (path is null && !options.HasEngine) return await SayAsync($"--driver tar wants an archive or a layout, and there is no file {options.Image}.", CouldNot);
        await using var engine = options.HasEngine && (path is null || files.Any(file => file.NeedsContainer)) ? await Engine.ConnectAsync(token) : null;
        if (options.Pull && path is not null) return await SayAsync($"--pull is for an image of a registry, and {path} is a file.", CouldNot);
        if (options.Pull && await PullAsync(engine!, options.Image!, token) is { } refused) return await SayAsync(refused, CouldNot);
        var image = path is null ? await ImageUnderTest.FromEngineAsync(engine!, options.Image!, token)
            : await ImageUnderTest.FromArchiveAsync(path, new ImageReadOptions { Platform = options.Platform }, token);
        if (options.Platform is { } platform && image.Config.Platform != platform) return await SayAsync($"{image} is for {image.Config.Platform}, and not for {platform}.", CouldNot);
        return await JudgeAsync(options, files, image, engine, console, token);

        async Task<int> SayAsync(string text, int code)
        {
            await Console.Error.WriteLineAsync(text);
            if (options.Format == "json") await console.WriteAsync(JsonText.Write(new VerbError(text)));
            return code;
        }
    }

    /// <summary>Begins the report, as the original does before it runs a test. That of an earlier run would look like the result of one that is ended, so that it goes. A link or a device
    /// stays, as /dev/stdout is, and is emptied.</summary>
    /// <returns>Why it cannot be written; null if it can.</returns>
    private static string? Refusal(FileInfo report)
    {
        try
        {
            var isOurs = !report.Exists || report is { LinkTarget: null, Length: > 0 };
            report.Create().Dispose();
            if (isOurs) report.Delete();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"--test-report {report} cannot be written: {e.Message}";
        }
    }

    private static async Task<int> JudgeAsync(
        StructureTestRunOptions options, IReadOnlyList<StructureFile> files, ImageUnderTest image, Engine? engine, TextWriter console, CancellationToken token)
    {
        var judged = new List<JudgedFile>();
        foreach (var file in files) judged.Add(new JudgedFile(file, file.Tests is { } tests ? await tests.RunAsync(image, engine, token) : null));
        var text = options.ActualFormat switch
        {
            "json" => StructureJson.Write(judged),
            "junit" => JUnit.Write([new JUnitSuite(options.SuiteName, [.. judged.SelectMany(file => file.Results)], [.. judged.SelectMany(file => file.Warnings)])]),
            _ => StructureText.Write(judged),
        };
        if (options.Report is { } report) await File.WriteAllTextAsync(report.FullName, options.IsQuiet ? "" : text, token);
        else if (!options.IsQuiet) await console.WriteAsync(text);
        return judged.Sum(file => file.Results.Count) > 0 && judged.All(file => file.Results.All(result => result.Passed)) ? 0 : Failed;
    }

    /// <returns>Why it was not pulled; null if it was.</returns>
    private static async Task<string?> PullAsync(Engine engine, string image, CancellationToken token)
    {
        string? failure = null;
        try
        {
            var progress = new Progress(message => failure ??= message.Error?.Message);
            await engine.Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = $"{ImageName.Split(image).OrLatest()}" }, null, progress, token);
        }
        catch (DockerApiException e)
        {
            failure = e.Message;
        }

        return failure is null ? null : $"{image} could not be pulled: {failure}";
    }

    private sealed class Progress(Action<JSONMessage> report) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => report(value);
    }
}

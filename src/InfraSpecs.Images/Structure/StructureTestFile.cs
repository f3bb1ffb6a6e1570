using InfraSpecs.Images.Structure;
using InfraSpecs.Images.Structure.Checks;
using InfraSpecs.Images.Structure.Documents;

namespace InfraSpecs.Images;

/// <summary>
/// A file of structure tests as container-structure-test has them (https://github.com/GoogleContainerTools/container-structure-test), in YAML or JSON, of schema 2.0.0 or
/// 1.0.0. They run unchanged and with its verdicts, those of its docker driver; where a verdict says less than it seems to, there is a warning. Files, metadata and licences are looked up in
/// the image, so that only commands need a container.
/// </summary>
public sealed class StructureTestFile
{
    private const int MostAtOnce = 4;
    private const int Largest = 4 << 20;

    private StructureTestFile(string path, IReadOnlyList<StructureTest> tests, IReadOnlyList<string> warnings) => (Path, Tests, Warnings) = (path, tests, warnings);

    /// <summary>The path that it was read from.</summary>
    public string Path { get; }

    /// <summary>Its tests, in the order in which the original runs them: commands, contents, existence, licences, metadata.</summary>
    public IReadOnlyList<StructureTest> Tests { get; }

    /// <summary>What the original passes over in silence: tests of schema 1.0.0 that lack something, keys of JSON that nobody reads.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path, of at most 4 MiB. It ends in .yaml, .yml or .json, which says what it is.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.StructureTestsInvalid"/>: There is none, or it is none of the kind.</exception>
    public static async Task<StructureTestFile> ReadAsync(string path, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > Largest }) throw ImageTestException.StructureTestsInvalid(path, [(0, $"it is larger than {Largest >> 20} MiB")]);
            return Parse(path, await File.ReadAllTextAsync(path, token));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageTestException.StructureTestsInvalid(path, [(0, e is FileNotFoundException or DirectoryNotFoundException ? $"there is no file {System.IO.Path.GetFullPath(path)}" : e.Message)]);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="path">What it is called; it ends in .yaml, .yml or .json, which says what it is.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.StructureTestsInvalid"/>: It is none of the kind.</exception>
    public static StructureTestFile Parse(string path, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var read = new NodeReader(path.EndsWith(".json", StringComparison.Ordinal));
        try
        {
            if (!read.IsJson && !path.EndsWith(".yaml", StringComparison.Ordinal) && !path.EndsWith(".yml", StringComparison.Ordinal))
            {
                throw new DocumentException(0, "its name must end in .yaml, .yml or .json");
            }
            var root = (read.IsJson ? JsonNodes.Read(text) : YamlNodes.Read(text)) ?? throw new DocumentException(0, "it is empty");
            var (schema, checks) = new SchemaReader(read, path).Read(root);
            if (read.Faults.Count > 0) throw ImageTestException.StructureTestsInvalid(path, read.Faults);
            var contents = new FileContents([.. checks.SelectMany(check => check.Reads)]);
            var run = checks.Where(check => schema.Version == 2 || !check.Invalid.Any()).Select((check, number) => new StructureTest(schema, check, number, contents));
            var skipped = checks.Where(check => schema.Version == 1 && check.Invalid.Any())
                .Select(check => (check.Line, Text: $"schema 1.0.0 passes over this test, since {string.Join(", and ", check.Invalid)}"));
            return new StructureTestFile(path, [.. run], [.. read.PassedOver.Concat(skipped).Select(it => $"{System.IO.Path.GetFileName(path)}, line {it.Line}: {it.Text}")]);
        }
        catch (DocumentException e)
        {
            throw ImageTestException.StructureTestsInvalid(path, [(e.Line, e.Message)]);
        }
    }

    /// <summary>Judges an image by all tests; commands run side by side, four at a time.</summary>
    /// <param name="image">The image.</param>
    /// <param name="engine">Where commands run; the image must be on it. Without one, command tests fail and say so.</param>
    /// <param name="token">Ends it; containers and images that it made are removed.</param>
    /// <exception cref="EngineException">The engine was lost.</exception>
    public async Task<StructureTestReport> RunAsync(ImageUnderTest image, Engine? engine, CancellationToken token)
    {
        var results = new StructureTestResult[Tests.Count];
        await Parallel.ForEachAsync(
            Tests, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = token },
            async (test, linked) => results[test.Number] = await test.RunAsync(image, engine, linked));
        return new StructureTestReport(this, image.Name, results);
    }
}

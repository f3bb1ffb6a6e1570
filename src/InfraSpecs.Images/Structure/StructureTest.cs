using InfraSpecs.Images.Structure;
using InfraSpecs.Images.Structure.Checks;

namespace InfraSpecs.Images;

/// <summary>One test of a file of structure tests.</summary>
public sealed class StructureTest
{
    private readonly StructureSchema _schema;
    private readonly StructureCheck _check;
    private readonly FileContents _contents;

    internal StructureTest(StructureSchema schema, StructureCheck check, int number, FileContents contents) => (_schema, _check, Number, _contents) = (schema, check, number, contents);

    /// <summary>0 for the first that is run: commands, contents, existence, licences, metadata, as the original does.</summary>
    public int Number { get; }

    /// <summary>As the original calls it in its reports: "Command Test: whoami", "Metadata Test".</summary>
    public string Name => _check.Title;

    /// <summary>The file's path.</summary>
    public string File => _schema.Path;

    /// <summary>Where it begins in the file; 1 for the first line.</summary>
    public int Line => _check.Line;

    /// <summary>Whether it runs a command in a container, so that it needs an engine.</summary>
    public bool NeedsContainer => _check.Kind is StructureTestKind.Command;

    /// <summary>Judges an image, as the original would.</summary>
    /// <param name="image">The image.</param>
    /// <param name="engine">Where commands run; the image must be on it. Without one a command test fails, and says so.</param>
    /// <param name="token">Ends it; a container that it started is removed.</param>
    /// <exception cref="EngineException">The engine was lost.</exception>
    public async Task<StructureTestResult> RunAsync(ImageUnderTest image, Engine? engine, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var began = TimeProvider.System.GetTimestamp();
        var findings = new Findings();
        findings.Errors.AddRange(_check.Invalid.Select(fault => $"{fault}, so that it is not run"));
        if (findings.Errors.Count == 0) await _check.JudgeAsync(new CheckContext(image, engine, _schema, _contents), findings, token);
        return new StructureTestResult
        {
            Test = this,
            Image = image.Name,
            Errors = findings.Errors,
            Warnings = findings.Warnings,
            Output = findings.Output,
            ErrorOutput = findings.ErrorOutput,
            Duration = TimeProvider.System.GetElapsedTime(began),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

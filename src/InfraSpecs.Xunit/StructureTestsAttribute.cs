using System.Reflection;
using System.Runtime.CompilerServices;
using InfraSpecs.Images;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace InfraSpecs.Xunit;

/// <summary>
/// A theory of the tests in a file of container-structure-test, each a test of its own in the runner:
/// <code>
/// [StructureTests("image.yaml", Image = "example/cronjob")]
/// public Task Image_holds(StructureSpec test) => test.RunAsync(Token);
/// </code>
/// A file that cannot be read is one failing test that says why. The image is read once for all of them, and no container is started but for commands.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(TheoryDiscoverer))]
public sealed class StructureTestsAttribute : TheoryAttribute, IDataAttribute
{
    /// <param name="file">The file, YAML or JSON. A relative path begins at the test's project, or in the folder that its program is built to.</param>
    /// <param name="sourceFilePath">Is given by the compiler.</param>
    /// <param name="sourceLineNumber">Is given by the compiler.</param>
    public StructureTestsAttribute(string file, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => File = file;

    /// <summary>The file, as it was named.</summary>
    public string File { get; }

    /// <summary>The image, on the engine of <see cref="EngineFixture"/>, or to be got by it: any reference, or an image source ("cronjob").</summary>
    public string? Image { get; set; }

    /// <summary>In place of <see cref="Image"/>: an archive that <c>docker save</c> made, or an OCI layout. A relative path begins where that of the file does. An engine is then needed for commands
    /// only, and must have the image.</summary>
    public string? Archive { get; set; }

    bool IDataAttribute.DisableParallelization => DisableParallelization;

    bool? IDataAttribute.Explicit => null;

    string? IDataAttribute.Label => null;

    string? IDataAttribute.Skip => null;

    Type? IDataAttribute.SkipType => null;

    string? IDataAttribute.SkipUnless => null;

    string? IDataAttribute.SkipWhen => null;

    string? IDataAttribute.TestDisplayName => null;

    int? IDataAttribute.Timeout => null;

    string[]? IDataAttribute.Traits => null;

    /// <summary>The tests of the file.</summary>
    /// <param name="testMethod">The theory.</param>
    /// <param name="disposalTracker">Gets nothing.</param>
    public async ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        try
        {
            var file = await StructureTestFile.ReadAsync(ProjectFile.Find(File), TestContext.Current.CancellationToken);
            if (file.Tests.Count > 0) return [.. file.Tests.Select(test => Row(test.Number, test.Name))];
        }
        catch (ImageTestException e) when (e.Reason is ImageTestReason.StructureTestsInvalid)
        {
            // Discovery must not fail: the row says why when it runs.
        }

        return [Row(StructureSpec.TheFileItself, File)];
    }

    /// <summary>Each test is known before the run, so that one can be run alone.</summary>
    public bool SupportsDiscoveryEnumeration() => true;

    private TheoryDataRow<StructureSpec> Row(int number, string name) => new(new StructureSpec(File, Image, Archive, number, name)) { Label = name };
}

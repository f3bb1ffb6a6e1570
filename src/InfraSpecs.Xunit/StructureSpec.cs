using InfraSpecs.Images;
using Xunit;
using Xunit.Sdk;

namespace InfraSpecs.Xunit;

/// <summary>One test of a file of structure tests, as <see cref="StructureTestsAttribute"/> gives it to a theory.</summary>
public sealed class StructureSpec : IXunitSerializable
{
    /// <summary>The number of what is no test: a file that cannot be read, or has none.</summary>
    internal const int TheFileItself = -1;

    private string _file = "";
    private string _name = "";
    private string? _image;
    private string? _archive;
    private int _number;

    /// <summary>For xunit, which reads it back.</summary>
    public StructureSpec()
    {
    }

    internal StructureSpec(string file, string? image, string? archive, int number, string name) => (_file, _image, _archive, _number, _name) = (file, image, archive, number, name);

    /// <summary>Judges the image that the attribute names.</summary>
    /// <param name="token">Ends it.</param>
    /// <exception cref="SpecFailedException">The image is not as the test expects.</exception>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.StructureTestsInvalid"/>: The file cannot be read.</exception>
    public async Task RunAsync(CancellationToken token)
    {
        var test = await TestAsync(token);
        var image = await StructureImage.GetAsync(_file, _image, _archive, token);
        await JudgeAsync(test, image, token);
    }

    /// <summary>Judges another image, as that of an <see cref="ImageFixture"/>.</summary>
    /// <param name="image">The image.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="SpecFailedException">The image is not as the test expects.</exception>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.StructureTestsInvalid"/>: The file cannot be read.</exception>
    public async Task RunAsync(ImageUnderTest image, CancellationToken token) => await JudgeAsync(await TestAsync(token), image, token);

    void IXunitSerializable.Serialize(IXunitSerializationInfo info)
    {
        info.AddValue("file", _file);
        info.AddValue("name", _name);
        info.AddValue("image", _image);
        info.AddValue("archive", _archive);
        info.AddValue("number", _number);
    }

    void IXunitSerializable.Deserialize(IXunitSerializationInfo info)
    {
        _file = info.GetValue<string>("file") ?? "";
        _name = info.GetValue<string>("name") ?? "";
        _image = info.GetValue<string>("image");
        _archive = info.GetValue<string>("archive");
        _number = info.GetValue<int>("number");
    }

    /// <inheritdoc/>
    public override string ToString() => _name;

    private async Task<StructureTest> TestAsync(CancellationToken token)
    {
        var file = await RunMemory.GetAsync($"StructureTests:{_file}", () => StructureTestFile.ReadAsync(ProjectFile.Find(_file), CancellationToken.None), token);
        if (_number is TheFileItself or 0) file.Warnings.ToList().ForEach(TestContext.Current.AddWarning);
        if (file.Tests.Count == 0) throw new SpecFailedException($"{file.Path} has no tests. Nothing was judged, which is a failure.");
        // The file may have changed since the tests were listed.
        return file.Tests.FirstOrDefault(test => test.Number == _number && test.Name == _name)
            ?? throw new SpecFailedException($"{file.Path} has no test {_name} at its place any more. List the tests anew.");
    }

    private static async Task JudgeAsync(StructureTest test, ImageUnderTest image, CancellationToken token)
    {
        var engine = EngineFixture.Current;
        if (test.NeedsContainer) StructureImage.Require(engine);
        var result = await test.RunAsync(image, engine is { UnavailableReason: null } ? engine.Engine : null, token);
        foreach (var warning in result.Warnings) TestContext.Current.AddWarning(warning);
        if (!result.Passed) throw new SpecFailedException(result.ToString());
    }
}

namespace InfraSpecs.Images;

/// <summary>A file of structure tests cannot be used.</summary>
public sealed class StructureTestFileException : InfraSpecsException
{
    internal StructureTestFileException(string path, IReadOnlyList<(int Line, string Text)> faults)
        : base(
            path,
            $"The structure tests in {path} cannot be read.",
            faults.Select(fault => fault.Line > 0 ? $"line {fault.Line}: {fault.Text}" : fault.Text),
            "mend the file. No test of it was run, as with container-structure-test.") => Line = faults.Count > 0 ? faults[0].Line : 0;

    /// <summary>Where the first fault is, 1 for the first line; 0 where that is the whole file.</summary>
    public int Line { get; }
}

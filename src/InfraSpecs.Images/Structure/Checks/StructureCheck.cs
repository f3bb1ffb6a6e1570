namespace InfraSpecs.Images.Structure.Checks;

/// <summary>One test of a file.</summary>
internal abstract record StructureCheck(StructureTestKind Kind, string Name, int Line)
{
    /// <summary>As the original calls it in its reports.</summary>
    public string Title => Kind switch
    {
        StructureTestKind.Command => $"Command Test: {Name}",
        StructureTestKind.FileExistence => $"File Existence Test: {Name}",
        StructureTestKind.FileContent => $"File Content Test: {Name}",
        StructureTestKind.License => "License Test",
        _ => "Metadata Test",
    };

    /// <summary>What the original refuses about it before it runs it.</summary>
    public virtual IEnumerable<string> Invalid => [];

    /// <summary>The paths whose contents it asks about.</summary>
    public virtual IReadOnlyList<string> Reads => [];

    public abstract Task JudgeAsync(CheckContext context, Findings findings, CancellationToken token);
}

namespace InfraSpecs.Images.Structure;

/// <summary>What one test finds.</summary>
internal sealed class Findings
{
    public List<string> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    public string Output { get; set; } = "";

    public string ErrorOutput { get; set; } = "";

    public void Fail(string error) => Errors.Add(error);

    public void Warn(string warning) => Warnings.Add(warning);
}

namespace InfraSpecs.Images.Structure.Documents;

/// <summary>A file is not what it must be.</summary>
/// <param name="line">Where; 0 where that is the whole file.</param>
/// <param name="fault">What.</param>
internal sealed class DocumentException(int line, string fault) : Exception(fault)
{
    public int Line => line;
}

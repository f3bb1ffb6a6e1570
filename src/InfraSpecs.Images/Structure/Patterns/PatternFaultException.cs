namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>A regular expression does not compile.</summary>
/// <param name="fault">Why, as Go says it.</param>
internal sealed class PatternFaultException(string fault) : Exception(fault);

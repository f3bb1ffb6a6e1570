namespace InfraSpecs.Images;

/// <summary>A text that is no range of versions.</summary>
public sealed class InvalidPackageVersionRangeException : InfraSpecsException
{
    internal InvalidPackageVersionRangeException(string range, string bound)
        : base(
            $"version range '{range}'",
            $"Version range '{range}' cannot be used: '{bound}' is not one of =, >=, <=, >, < and a version.",
            [],
            "write it as '>= 3.0.11-1', or several bounds with a comma between, as '>= 1.2, < 2'.") => (Range, Bound) = (range, bound);

    /// <summary>The whole range as it was given.</summary>
    public string Range { get; }

    /// <summary>The part of it that is no bound.</summary>
    public string Bound { get; }
}

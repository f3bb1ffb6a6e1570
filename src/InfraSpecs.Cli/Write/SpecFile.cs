namespace InfraSpecs.Cli.Write;

/// <summary>What is to be written: specs of one thing, with the fixtures that they need.</summary>
internal sealed record SpecFile
{
    /// <summary>What it is about, in a few words: "image nginx".</summary>
    public required string Subject { get; init; }

    /// <summary>Namespaces beside those that come with the package.</summary>
    public IReadOnlyList<string> Usings { get; init; } = [];

    /// <summary>Whether it needs an engine, and so an assembly with EngineFixture.</summary>
    public bool NeedsEngine { get; init; } = true;

    public required IReadOnlyList<SpecClass> Classes { get; init; }

    /// <summary>What is not claimed, and why, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public int Count => Classes.Sum(it => it.Claims.Count);
}

/// <summary>A class of the file.</summary>
internal sealed record SpecClass
{
    /// <summary>Its attribute, as "[RequiresEngine]"; null for none.</summary>
    public string? Attribute { get; init; }

    /// <summary>What stands behind "public sealed class ".</summary>
    public required string Declaration { get; init; }

    /// <summary>What stands before its specs, line by line.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public IReadOnlyList<Claim> Claims { get; init; } = [];
}

/// <summary>One spec.</summary>
/// <param name="Sentence">What holds, in words: "It listens on port 8080". Its method is called so.</param>
/// <param name="Body">Its statements, line by line, without semicolons; the last one may be an assertion alone.</param>
internal sealed record Claim(string Sentence, params string[] Body);

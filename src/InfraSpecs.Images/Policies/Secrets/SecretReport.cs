namespace InfraSpecs.Images;

/// <summary>The secrets that were found in an image, without the secrets themselves.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Findings">What was found: files in the order of their paths, then the configuration, then the history.</param>
/// <param name="ScannedFiles">How many files were looked into, those that a later layer deleted among them. Programs are none of them.</param>
/// <param name="NotScanned">The programs, which were not looked into: libraries carry the keys of their own tests.</param>
public sealed record SecretReport(string Image, IReadOnlyList<SecretFinding> Findings, int ScannedFiles, IReadOnlyList<string> NotScanned)
{
    /// <summary>What was looked at, and each finding in a line.</summary>
    public override string ToString() =>
        $"{Image}: {(Findings.Count == 0 ? "no secrets" : FailureText.Count(Findings.Count, "secret"))} in {FailureText.Count(ScannedFiles, "file")}, the environment and the history{Rest}"
        + string.Concat(Findings.Select(finding => "\n" + finding));

    private string Rest => NotScanned.Count == 0 ? "" : $"; {FailureText.Count(NotScanned.Count, "program was", "programs were")} not looked into";
}

/// <summary>Where a secret is, and of what kind. The secret itself is not in it.</summary>
public sealed record SecretFinding
{
    /// <summary>The kind.</summary>
    public required SecretKind Kind { get; init; }

    /// <summary>A file's path, "env NAME", "label NAME", "entrypoint", "cmd", "healthcheck", "onbuild", or "history 3" for the third step that made the image.</summary>
    public required string Place { get; init; }

    /// <summary>In a few words: "private key", "token of GitHub", "DB_PASSWORD is given a value".</summary>
    public required string What { get; init; }

    /// <summary>The line in a text, from 1; null where it is no text or all of it is meant.</summary>
    public int? Line { get; init; }

    /// <summary>The layer that has the file; null for the environment and the history.</summary>
    public ImageLayer? Layer { get; init; }

    /// <summary>Whether a later layer deleted the file or has it anew: no container sees it, and who has the image has it.</summary>
    public bool IsHidden { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Place}{(Line is { } line ? $":{line}" : "")}: {What}{(IsHidden ? $" (deleted or overwritten later, and still in layer {Layer?.Number})" : "")}";
}

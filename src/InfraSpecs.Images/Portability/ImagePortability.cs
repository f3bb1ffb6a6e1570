using System.Text;

namespace InfraSpecs.Images;

/// <summary>Whether the programs, libraries and scripts of an image can run wherever its platform does. Judged by reading them; nothing was started.</summary>
public sealed record ImagePortability
{
    private const int MostFilesShown = 5;

    /// <summary>The image's name.</summary>
    public required string Image { get; init; }

    /// <summary>The image's platform, as "linux/amd64".</summary>
    public required string Platform { get; init; }

    /// <summary>What keeps something from running, a line for each root cause; what the image starts first.</summary>
    public required IReadOnlyList<PortabilityFinding> Findings { get; init; }

    /// <summary>What is to be known besides.</summary>
    public required IReadOnlyList<PortabilityFinding> Notes { get; init; }

    /// <summary>The number of programs that were checked.</summary>
    public int Programs { get; init; }

    /// <summary>The number of libraries that were checked.</summary>
    public int Libraries { get; init; }

    /// <summary>The number of executable scripts that were checked.</summary>
    public int Scripts { get; init; }

    /// <summary>The newest glibc that anything in it asks for, as 2.41; null where nothing does.</summary>
    public Version? Glibc { get; init; }

    /// <summary>The newest kernel that anything in it says to need (NT_GNU_ABI_TAG), as 3.2.0; null where nothing says.</summary>
    public Version? Kernel { get; init; }

    /// <summary>Whether there is no finding.</summary>
    public bool IsPortable => Findings.Count == 0;

    /// <summary>The first finding in one line; null where there is none.</summary>
    public string? Headline => Findings.Count == 0 ? null : Findings[0].Sentence;

    /// <summary>All of it, a line for each finding and note.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Image} ({Platform}): {Programs} programs, {Libraries} libraries and {Scripts} scripts checked");
        text.Append($"; the newest glibc asked for is {Glibc?.ToString() ?? "none"}, the newest kernel {Kernel?.ToString() ?? "none"}");
        foreach (var finding in Findings) Append(text, "- ", finding);
        foreach (var note in Notes) Append(text, "note: ", note);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string mark, PortabilityFinding finding)
    {
        text.Append('\n').Append(mark).Append(finding.Sentence);
        if (finding.Files.Count <= 1) return;
        text.Append("\n    ").Append(string.Join(", ", finding.Files.Take(MostFilesShown)));
        if (finding.Files.Count > MostFilesShown) text.Append($" and {finding.Files.Count - MostFilesShown} more");
    }
}

using System.Text;
using InfraSpecs.Images.Starting;

namespace InfraSpecs.Images;

/// <summary>Whether a container of an image can start as the image declares, and run its health check. Judged by reading the image; nothing was started.</summary>
public sealed record ImageStart
{
    /// <summary>The image's name.</summary>
    public required string Image { get; init; }

    /// <summary>What a container runs, word by word: ENTRYPOINT with CMD behind it.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>As whom, as the image names it; "root" where it names nobody.</summary>
    public required string User { get; init; }

    /// <summary>The programs and scripts that are certainly started, the health check's last, where they really are.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    /// <summary>What keeps it from starting, a line each without a full stop: "entry point /run.sh is not executable (0644)".</summary>
    public IReadOnlyList<string> Findings => [.. Faults.Select(it => it.Sentence)];

    /// <summary>What cannot be known without starting it, and what is to be known besides.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    internal IReadOnlyList<StartFinding> Faults { get; init; } = [];

    /// <summary>Whether there is no finding.</summary>
    public bool StartsAsDeclared => Faults.Count == 0;

    /// <summary>The first finding in one line; null where there is none.</summary>
    public string? Headline => Faults.Count == 0 ? null : Faults[0].Sentence;

    /// <summary>All of it, a line for each finding and note.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Image} runs [{string.Join(", ", Command.Select(word => $"\"{word}\""))}] as {User}; programs: {(Programs.Count == 0 ? "none" : string.Join(", ", Programs))}");
        foreach (var finding in Findings) text.Append($"\n- {finding}");
        foreach (var note in Notes) text.Append($"\nnote: {note}");
        return text.ToString();
    }
}

using System.Collections.Concurrent;
using InfraSpecs.Images.Approvals;
using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images;

/// <summary>Whether an image is as its approved text says.</summary>
public sealed record ImageApproval
{
    private const string Advice = "If that is meant, approve it: infraspecs snapshot accept";

    private static readonly ConcurrentDictionary<string, (string Id, string Name)> Compared = new(StringComparer.Ordinal);

    private ImageApproval()
    {
    }

    /// <summary>Whether it is.</summary>
    public bool IsApproved => Problem is null;

    /// <summary>What speaks against it, in half a sentence; null if nothing does.</summary>
    public string? Problem { get; private init; }

    /// <summary>The approved text's path.</summary>
    public required string ApprovedPath { get; init; }

    /// <summary>The path of the text that was written because it is not the approved one; null where it is, or where it could not be written.</summary>
    public string? ReceivedPath { get; private init; }

    /// <summary>What changed; null where there is no approved text, or it cannot be read.</summary>
    public ImageDifference? Difference { get; private init; }

    /// <summary>What changed, by meaning, then the paths and the lines that differ.</summary>
    public string Details { get; private init; } = "";

    /// <summary>
    /// Compares an image with the approved text beside a spec's source file. Where they differ, or none is approved yet, the received text is written beside it, as
    /// <c>….image.received.txt</c>; <c>infraspecs snapshot accept</c> makes it the approved one. Where they agree, an earlier received text is deleted.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="options">What is held; null for the defaults.</param>
    /// <param name="sourceFile">The spec's source file, from <c>[CallerFilePath]</c>.</param>
    /// <param name="spec">The spec's name, from <c>[CallerMemberName]</c>.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be used.</exception>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.SourceNotFound"/>: The spec's source is not on this machine.</exception>
    public static ImageApproval Check(ImageUnderTest image, ImageSnapshotOptions? options, string sourceFile, string spec)
    {
        var snapshot = ImageSnapshot.Take(image, options);
        var folder = SourceFolder.Find(sourceFile, AppContext.BaseDirectory) ?? throw ImageTestException.SourceNotFound(sourceFile, AppContext.BaseDirectory);
        var source = sourceFile[(sourceFile.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = $"{Path.GetFileNameWithoutExtension(source)}.{(options?.Name ?? spec).TrimStart('.')}{ApprovedText.Ending}";
        var approved = new ApprovedText(Path.Combine(folder, name));
        var first = Compared.GetOrAdd(approved.Path, (image.Id, image.Name));
        var approval = Check(snapshot, approved);
        return approval.IsApproved || first.Id == image.Id ? approval : approval with { Details = Shared(first.Name) + approval.Details };
    }

    /// <summary>Makes each received text below a folder the approved one.</summary>
    /// <param name="folder">The folder. Below it, bin, obj, .git and node_modules are passed over.</param>
    /// <returns>The paths of the texts that are approved now, in ordinal order; empty where none was received.</returns>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.SourceNotFound"/>: There is no such folder.</exception>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.NotApproved"/>: A text in it cannot be written; those before it are approved.</exception>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.SnapshotInvalid"/>: A received text is none; no text was approved.</exception>
    public static IReadOnlyList<string> AcceptReceived(string folder) => ReceivedTexts.Accept(folder);

    // The cases of a theory, and specs of one name in classes of one file, have one text if they give it no name.
    private static string Shared(string first) =>
        $"another image, {first}, was compared with the same text in this run: where a spec has several images, "
        + $"give each text its {nameof(ImageSnapshotOptions)}.{nameof(ImageSnapshotOptions.Name)}\n\n";

    internal static ImageApproval Check(ImageSnapshot snapshot, ApprovedText approved)
    {
        var text = snapshot.ToString();
        if (approved.Read() is not { } known) return Received(approved, text, "no text of it is approved yet", "", text);
        try
        {
            var old = ImageSnapshot.Parse(known);
            if (old.ToString() == text) return Approved(approved);
            var difference = ImageDifference.Between(old, snapshot, $"image and {Path.GetFileName(approved.Path)}");
            return Received(approved, text, Headline(difference), string.Join('\n', difference.Changes.Select(it => "- " + it)), TextDiff.Write(old.ToString(), text)) with { Difference = difference };
        }
        catch (ImageTestException e) when (e.Reason is ImageTestReason.SnapshotInvalid)
        {
            return Received(approved, text, $"the approved text cannot be read ({Path.GetFileName(approved.Path)}, line {e.Line})", e.Message, TextDiff.Write(known, text), isReadable: false);
        }
    }

    private static ImageApproval Approved(ApprovedText text)
    {
        text.DeleteReceived();
        return new ImageApproval { ApprovedPath = text.Path };
    }

    private static ImageApproval Received(ApprovedText approved, string text, string problem, string told, string diff, bool isReadable = true)
    {
        var unwritten = approved.WriteReceived(text);
        string[] parts =
        [
            told,
            $"approved: {approved.Path}\nreceived: {(unwritten is null ? approved.ReceivedPath : $"not written: {unwritten}")}",
            unwritten is null && isReadable ? $"{Advice} {Path.GetDirectoryName(approved.Path)}" : "",
            diff,
        ];
        return new ImageApproval
        {
            ApprovedPath = approved.Path, ReceivedPath = unwritten is null ? approved.ReceivedPath : null, Problem = problem, Details = string.Join("\n\n", parts.Where(it => it.Length > 0)),
        };
    }

    private static string Headline(ImageDifference difference) => difference.Changes.Count switch
    {
        0 => "its text is another one",
        1 => difference.Changes[0].Sentence,
        _ => $"{difference.Changes[0]}; and {difference.Changes.Count - 1} more",
    };
}

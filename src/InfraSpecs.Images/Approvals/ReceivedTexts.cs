using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Approvals;

/// <summary>The texts that specs received and nobody has approved.</summary>
internal static class ReceivedTexts
{
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal) { "bin", "obj", ".git", "node_modules" };

    public static IReadOnlyList<string> Accept(string folder)
    {
        if (!Directory.Exists(folder)) throw ImageTestException.FolderNotFound(folder);
        var texts = Below(new DirectoryInfo(folder)).Order(StringComparer.Ordinal).Select(path => new ApprovedText(path[..^ApprovedText.ReceivedEnding.Length] + ApprovedText.Ending)).ToList();
        foreach (var text in texts) ImageSnapshot.Parse(File.ReadAllText(text.ReceivedPath));
        foreach (var text in texts) Accept(text);
        return [.. texts.Select(it => it.Path)];
    }

    private static void Accept(ApprovedText text)
    {
        try
        {
            text.Accept();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageTestException.NotApproved(text.Path, text.ReceivedPath, e);
        }
    }

    private static IEnumerable<string> Below(DirectoryInfo folder) =>
    [
        .. folder.EnumerateFiles("*" + ApprovedText.ReceivedEnding, Readable).Select(it => it.FullName),
        .. folder.EnumerateDirectories("*", Readable).Where(it => !Passed.Contains(it.Name) && it.LinkTarget is null).SelectMany(Below),
    ];
}

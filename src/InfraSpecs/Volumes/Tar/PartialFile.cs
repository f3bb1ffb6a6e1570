using System.Text.RegularExpressions;

namespace InfraSpecs.Volumes;

/// <summary>A file that an export writes before it has the archive's name. It is locked while its process lives; a killed one leaves it unlocked.</summary>
internal static partial class PartialFile
{
    private const string End = ".partial";

    public static string NameFor(string path) => $"{path}.infraspecs-{Guid.NewGuid():N}{End}";

    /// <summary>The lock allows that the file is renamed, but not that somebody else has it for himself.</summary>
    public static FileStream Create(string partial) => new(partial, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, 0, FileOptions.Asynchronous);

    /// <summary>Deletes what killed exports left in a folder, whatever archive it was to become.</summary>
    public static void RemoveAbandoned(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var partial in Directory.EnumerateFiles(folder).Where(file => OfOurs().IsMatch(file)).Where(IsAbandoned)) File.Delete(partial);
    }

    private static bool IsAbandoned(string partial)
    {
        try
        {
            using var own = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // somebody writes it, or it is another user's
        }
    }

    [GeneratedRegex(@"\.infraspecs-[0-9a-f]{32}\.partial(\.sha256)?\z")]
    private static partial Regex OfOurs();
}

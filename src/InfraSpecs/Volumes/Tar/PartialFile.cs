using System.Text.RegularExpressions;

namespace InfraSpecs.Volumes;

/// <summary>A file that an export writes before it has the archive's name. It is locked while its process lives; a killed one leaves it unlocked.</summary>
internal static partial class PartialFile
{
    private const string End = ".partial";
    private const int Attempts = 1000;

    public static string NameFor(string path) => $"{path}.infraspecs-{Guid.NewGuid():N}{End}";

    /// <summary>The lock allows that the file is renamed, but not that somebody else has it for himself.</summary>
    /// <remarks>A file is there a moment before it is locked, in which another export may take it for abandoned: then it is made again.</remarks>
    public static FileStream Create(string partial)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, 0, FileOptions.Asynchronous);
                if (File.Exists(partial)) return file;
                file.Dispose();
            }
            catch (IOException) when (attempt < Attempts && Directory.Exists(Path.GetDirectoryName(partial)))
            {
                Thread.Yield();
            }
        }
    }

    /// <summary>Deletes what killed exports left in a folder, whatever archive it was to become.</summary>
    public static void RemoveAbandoned(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var partial in Directory.EnumerateFiles(folder).Where(file => OfOurs().IsMatch(file))) RemoveIfAbandoned(partial);
    }

    private static void RemoveIfAbandoned(string partial)
    {
        try
        {
            // It goes while it is locked, so that who made it meanwhile notices.
            using var own = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // somebody writes it, or it is another user's
        }
    }

    [GeneratedRegex(@"\.infraspecs-[0-9a-f]{32}\.partial(\.sha256)?\z")]
    private static partial Regex OfOurs();
}

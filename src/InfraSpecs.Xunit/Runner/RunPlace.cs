using System.Diagnostics;
using System.Globalization;

namespace InfraSpecs.Xunit.Runner;

/// <summary>Where a run is recorded, and which processes are of one run.</summary>
internal static class RunPlace
{
    private const string Variable = "INFRASPECS_ARTIFACTS";

    /// <returns>What the variable INFRASPECS_ARTIFACTS says; else artifacts/infraspecs in the repository or solution that the tests lie in, else in their project, else in
    /// the current folder.</returns>
    public static string Folder(string program)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } said) return Path.GetFullPath(said);
        var root = ProjectFolder.Nearest(program, it => Path.Exists(Path.Combine(it, ".git")) || ProjectFolder.Has(it, "*.sln") || ProjectFolder.Has(it, "*.slnx"))
            ?? ProjectFolder.Nearest(program, it => ProjectFolder.Has(it, "*.??proj"));
        return Path.Combine(root ?? Environment.CurrentDirectory, "artifacts", "infraspecs");
    }

    /// <returns>One name for all processes that one `dotnet test` started, where the system tells who started whom.</returns>
    public static string? Run(string processes = "/proc")
    {
        try
        {
            var parent = int.Parse(StatusOf("self", "PPid:"), CultureInfo.InvariantCulture);
            if (!File.ReadAllText($"{processes}/{parent}/cmdline").Split('\0').Contains("test", StringComparer.Ordinal)) return null;
            using var process = Process.GetProcessById(parent);
            return RunRecorderOptions.NameOf(process.StartTime, parent);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }

        string StatusOf(string process, string field) => File.ReadLines($"{processes}/{process}/status").First(it => it.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim();
    }

    /// <returns>The commit that is checked out, as CI says or as the repository has it; null where neither does.</returns>
    public static string? Commit(string program)
    {
        if ((Environment.GetEnvironmentVariable("GITHUB_SHA") ?? Environment.GetEnvironmentVariable("CI_COMMIT_SHA")) is { Length: > 0 } said) return said;
        if (ProjectFolder.Nearest(program, it => Path.Exists(Path.Combine(it, ".git", "HEAD"))) is not { } root) return null;
        var head = File.ReadAllText(Path.Combine(root, ".git", "HEAD")).Trim();
        if (!head.StartsWith("ref: ", StringComparison.Ordinal)) return head;
        var reference = Path.Combine(root, ".git", head["ref: ".Length..]);
        return File.Exists(reference) ? File.ReadAllText(reference).Trim() : null;
    }
}

namespace InfraSpecs.MySql;

/// <summary>What a backup has written, told by the server's image: a drill's own need not have a shell.</summary>
/// <param name="Engine">Where.</param>
/// <param name="Image">The source's.</param>
/// <param name="Volume">The name of the volume at /backup.</param>
internal sealed record DrillFiles(Engine Engine, string Image, string Volume)
{
    // The last lines of an output are what is kept of it.
    private const string Script = """cd "$1" && find . -type f -exec stat -c '%s %n' {} + | sort -k 2 | head -n 9""";

    /// <summary>"In /backup: shop.sql.gz (20 bytes)."; a sentence that says so where there is none.</summary>
    public async Task<string> DescribeAsync(CancellationToken token)
    {
        var list = Engine.NewContainer(await Engine.Images.GetAsync(Image, token), "drill-files")
            .WithEntrypoint("sh", "-c", Script, "sh", DrillCommand.Folder)
            .WithVolumeMount(Volume, DrillCommand.Folder)
            .WithCreateParameterModifier(create => create.User = "0");
        var exit = await Engine.RunToEndAsync(list, token);
        return exit.ExitCode == 0 ? Describe([.. exit.LastLines.Select(line => line.Text)]) : $"What is in {DrillCommand.Folder} could not be listed.";
    }

    internal static string Describe(IReadOnlyList<string> lines)
    {
        var files = lines.Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2)
            .Select(parts => $"{parts[1].TrimStart('.', '/')} ({FailureText.Count(long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), "byte")})")
            .ToList();
        return files.Count == 0 ? $"There is no file in {DrillCommand.Folder}." : $"In {DrillCommand.Folder}: {string.Join(", ", files)}.";
    }
}

using System.Globalization;

namespace InfraSpecs.MySql;

/// <summary>What a backup has written, told by the server's image: a drill's own need not have a shell.</summary>
/// <param name="Engine">Where.</param>
/// <param name="Image">The source's.</param>
/// <param name="Volume">The name of the volume of backups.</param>
internal sealed record DrillFiles(Engine Engine, string Image, string Volume)
{
    /// <summary>Where commands have it.</summary>
    public const string Folder = "/backup";

    // Whose the folder is, some files, and how many there are of what size: the last ten lines of an output are what is kept of it.
    private const string Script = """
        cd "$1" && stat -c '%u:%g, mode %a' . && find . -type f -exec stat -c '%s %n' {} + | sort -k 2 | {
          files=0 bytes=0
          while read -r size name; do
            files=$((files + 1)) bytes=$((bytes + size))
            [ $files -gt 8 ] || echo "$size $name"
          done
          echo "$files $bytes"
        }
        """;

    /// <summary>"In the volume of backups: shop.sql.gz (20 bytes)."; a sentence that says so where there is none.</summary>
    public async Task<string> DescribeAsync(CancellationToken token)
    {
        var list = Engine.NewContainer(await Engine.Images.GetAsync(Image, token), "drill-files")
            .WithEntrypoint("sh", "-c", Script, "sh", Folder)
            .WithVolumeMount(Volume, Folder)
            .WithCreateParameterModifier(create => (create.User, create.Cmd) = ("0", []));
        var exit = await Engine.RunToEndAsync(list, token);
        return Describe(exit.ExitCode == 0 ? [.. exit.LastLines.Select(line => line.Text)] : []);
    }

    internal static string Describe(IReadOnlyList<string> lines)
    {
        if (lines.Count < 2) return "What is in the volume of backups could not be listed.";
        var (count, bytes) = Parse(lines[^1]);
        if (count == "0") return $"There is no file in the volume of backups, whose folder belongs to {lines[0]}.";
        List<string> files = [.. lines.Skip(1).SkipLast(1).Select(Parse).Select(it => $"{it.Name.TrimStart('.', '/')} ({Bytes(it.Number)})")];
        var others = long.Parse(count, CultureInfo.InvariantCulture) - files.Count;
        if (others > 0) files.Add($"and {FailureText.Count(others, "other")}");
        return $"In the volume of backups: {string.Join(", ", files)}{(files.Count > 1 ? $"; {Bytes(bytes)} in all" : "")}.";
    }

    private static (string Number, string Name) Parse(string line) => line.Split(' ', 2) is [var number, var name] ? (number, name) : (line, "");

    private static string Bytes(string number) => FailureText.Count(long.Parse(number, CultureInfo.InvariantCulture), "byte");
}

using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>The option files of a server's container, which may have ended: where the images, and Debian, have them.</summary>
internal static class OptionFiles
{
    private const int LongestFile = 1 << 20;

    private static readonly string[] Places = ["/etc/my.cnf", "/etc/my.cnf.d", "/etc/mysql"];

    /// <summary>The lines that set an option: "/etc/mysql/conf.d/my.cnf, line 3: max_connection = 5".</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(Container container, string option, CancellationToken token)
    {
        List<string> found = [];
        foreach (var place in Places) found.AddRange(await FindAsync(container, place, option, token));
        return found;
    }

    /// <summary>Whether a line or an argument sets it. Dashes and underscores are the same, and so are "loose-" and its like before the name.</summary>
    public static bool IsOption(string line, string option)
    {
        var name = Plain(line.Split('=')[0]);
        return name == Plain(option) || name.EndsWith('-' + Plain(option), StringComparison.Ordinal);
    }

    internal static IEnumerable<string> In(string path, string text, string option) => text.Split('\n').Index()
        .Where(line => IsOption(line.Item, option))
        .Select(line => $"{path}, line {line.Index + 1}: {line.Item.Trim()}");

    private static string Plain(string name) => name.Trim().TrimStart('-').Replace('_', '-').ToLowerInvariant();

    private static async Task<List<string>> FindAsync(Container container, string place, string option, CancellationToken token)
    {
        List<string> found = [];
        try
        {
            var archive = await container.Engine.Client.Containers.GetArchiveFromContainerAsync(container.Id, new ContainerPathStatParameters { Path = place }, false, token);
            await using var tar = new TarReader(archive.Stream!);
            while (await tar.GetNextEntryAsync(copyData: false, token) is { } entry)
            {
                if (entry.DataStream is not { Length: > 0 and < LongestFile } data) continue;
                using var reader = new StreamReader(data);
                found.AddRange(In($"{place[..place.LastIndexOf('/')]}/{entry.Name}", await reader.ReadToEndAsync(token), option));
            }
        }
        catch (DockerContainerNotFoundException)
        {
            // The image has no such file.
        }

        return found;
    }
}

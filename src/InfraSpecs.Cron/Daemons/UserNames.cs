using System.Formats.Tar;
using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>The names of a container's users, from its passwd(5).</summary>
internal static class UserNames
{
    public static async Task<Func<int, string>> ReadAsync(Engine engine, string container, CancellationToken token)
    {
        var names = Parse(await TextAsync(engine, container, token));
        return id => names.GetValueOrDefault(id) ?? id.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The first name of each number.</summary>
    public static Dictionary<int, string> Parse(string passwd)
    {
        Dictionary<int, string> names = [];
        foreach (var line in passwd.Split('\n'))
        {
            if (line.Split(':') is [var name, _, var id, ..] && int.TryParse(id, CultureInfo.InvariantCulture, out var number)) names.TryAdd(number, name);
        }

        return names;
    }

    private static async Task<string> TextAsync(Engine engine, string container, CancellationToken token)
    {
        try
        {
            var archive = await engine.Client.Containers.GetArchiveFromContainerAsync(container, new ContainerPathStatParameters { Path = "/etc/passwd" }, false, token);
            await using var stream = archive.Stream!;
            await using var tar = new TarReader(stream);
            if ((await tar.GetNextEntryAsync(copyData: false, token))?.DataStream is not { } data) return "";
            using var reader = new StreamReader(data);
            return await reader.ReadToEndAsync(token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return "";
        }
    }
}

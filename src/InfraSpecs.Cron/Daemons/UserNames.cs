using System.Globalization;
using System.Text;

namespace InfraSpecs.Cron;

/// <summary>The names of a container's users, from its passwd(5).</summary>
internal static class UserNames
{
    public static async Task<Func<int, string>> ReadAsync(Engine engine, string container, CancellationToken token)
    {
        var names = Parse(Encoding.UTF8.GetString(await ContainerFiles.ReadFileAsync(engine.Client, container, "/etc/passwd", token) ?? []));
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
}

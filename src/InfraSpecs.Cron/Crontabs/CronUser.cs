using System.Globalization;

namespace InfraSpecs.Cron;

/// <summary>A user of a container, as /etc/passwd and /etc/group know it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Id">The number; root is 0.</param>
/// <param name="GroupIds">The groups it is in.</param>
/// <param name="Home">Its home, where cron starts its jobs.</param>
internal sealed record CronUser(string Name, int Id, IReadOnlyList<int> GroupIds, string Home)
{
    /// <summary>Whether the permission bits let it write a file or folder; root may write all.</summary>
    /// <param name="file">The file or folder.</param>
    public bool MayWrite(FileFacts file) => Id == 0 || (file.Mode & RelevantBit(file, UnixFileMode.UserWrite, UnixFileMode.GroupWrite, UnixFileMode.OtherWrite)) != 0;

    /// <summary>Whether the permission bits let it execute a file; root may where anybody may.</summary>
    /// <param name="file">The file.</param>
    public bool MayExecute(FileFacts file) => (file.Mode & (Id == 0
        ? UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
        : RelevantBit(file, UnixFileMode.UserExecute, UnixFileMode.GroupExecute, UnixFileMode.OtherExecute))) != 0;

    /// <summary>The users that the two files name; lines that are none are left out.</summary>
    /// <param name="passwd">/etc/passwd.</param>
    /// <param name="group">/etc/group.</param>
    internal static IReadOnlyList<CronUser> Read(string passwd, string group)
    {
        var groups = Rows(group, 4).Select(row => (Id: Number(row[2]), Members: row[3].Split(','))).Where(it => it.Id is not null).ToList();
        return
        [
            .. from row in Rows(passwd, 7)
               let id = Number(row[2])
               let own = Number(row[3])
               where id is not null && own is not null
               select new CronUser(row[0], id.Value, [own.Value, .. groups.Where(it => it.Members.Contains(row[0])).Select(it => it.Id!.Value)], row[5]),
        ];
    }

    private UnixFileMode RelevantBit(FileFacts file, UnixFileMode user, UnixFileMode group, UnixFileMode other) =>
        file.UserId == Id ? user : GroupIds.Contains(file.GroupId) ? group : other;

    private static IEnumerable<string[]> Rows(string text, int columns) => text.Split('\n').Select(line => line.Split(':')).Where(row => row.Length >= columns);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

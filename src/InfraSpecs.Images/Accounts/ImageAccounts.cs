using System.Globalization;
using InfraSpecs.Images.Packages;

namespace InfraSpecs.Images;

/// <summary>The users and groups that an image knows, by its /etc/passwd and /etc/group.</summary>
public sealed class ImageAccounts
{
    private const string UserFile = "/etc/passwd";
    private const string GroupFile = "/etc/group";
    private readonly List<string> _troubles = [];

    internal ImageAccounts(ImageTree files)
    {
        (UserLines, GroupLines) = (Read(files, UserFile), Read(files, GroupFile));
        (Users, Groups) = (Numbers(UserLines), Numbers(GroupLines));
    }

    /// <summary>The users' numbers by name; of two lines with one name the first counts, as for the system.</summary>
    public IReadOnlyDictionary<string, int> Users { get; }

    /// <summary>The groups' numbers by name.</summary>
    public IReadOnlyDictionary<string, int> Groups { get; }

    /// <summary>The fields of each line of /etc/passwd.</summary>
    internal IReadOnlyList<string[]> UserLines { get; }

    /// <summary>The fields of each line of /etc/group.</summary>
    internal IReadOnlyList<string[]> GroupLines { get; }

    /// <summary>Why not all are known, in half a sentence, as "it has no /etc/passwd"; null where they are.</summary>
    public string? UnknownBecause => _troubles.Count == 0 ? null : string.Join(" and ", _troubles);

    /// <summary>A user's number; null where there is no such user.</summary>
    /// <param name="user">The name or, written out, the number, which needs no account.</param>
    public int? FindUser(string user) => Find(Users, user);

    /// <summary>A group's number; null where there is no such group.</summary>
    /// <param name="group">The name or, written out, the number, which needs no account.</param>
    public int? FindGroup(string group) => Find(Groups, group);

    /// <summary>A user's name; null where none has the number.</summary>
    /// <param name="userId">The number.</param>
    public string? FindUserName(int userId) => NameOf(Users, userId);

    /// <summary>A group's name; null where none has the number.</summary>
    /// <param name="groupId">The number.</param>
    public string? FindGroupName(int groupId) => NameOf(Groups, groupId);

    private static int? Find(IReadOnlyDictionary<string, int> known, string name) =>
        int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : known.TryGetValue(name, out var found) ? found
        : null;

    private static string? NameOf(IReadOnlyDictionary<string, int> known, int number) => known.Where(it => it.Value == number).Select(it => it.Key).FirstOrDefault();

    private List<string[]> Read(ImageTree files, string path)
    {
        var file = files.Resolve(path);
        if (file?.Content is { } content) return [.. DatabaseText.Lines(content).Select(line => line.Trim().Split(':'))];
        _troubles.Add(file is null ? $"it has no {path}" : $"the content of its {path} was not kept");
        return [];
    }

    // Name, password and number come first in both.
    private static Dictionary<string, int> Numbers(IReadOnlyList<string[]> lines)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var fields in lines.Where(it => it.Length > 2))
        {
            if (Number(fields[2]) is { } number) known.TryAdd(fields[0], number);
        }

        return known;
    }

    internal static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Text;

namespace InfraSpecs.Images.Snapshots;

/// <summary>Whom the image runs as, by its own /etc/passwd.</summary>
internal static class Accounts
{
    /// <returns>As "root (none set)", "app (1001:1001)" or "1001".</returns>
    public static string Shown(ImageUnderTest image)
    {
        var user = image.Config.User;
        if (user.Length == 0) return "root" + ConfigFacts.NotSet;
        return char.IsAsciiDigit(user[0]) ? user : Ids(image, user.Split(':')[0]) is { } ids ? $"{user} ({ids})" : $"{user} (no such account)";
    }

    /// <returns>The user's number that a shown user stands for; null where it is not known.</returns>
    public static int? IdOf(string shown)
    {
        if (shown.StartsWith("root", StringComparison.Ordinal)) return 0;
        var ids = shown.LastIndexOf('(') is var cut and >= 0 ? shown[(cut + 1)..].TrimEnd(')') : shown;
        return int.TryParse(ids.Split(':')[0], out var id) ? id : null;
    }

    // passwd(5): name:password:UID:GID:…
    private static string? Ids(ImageUnderTest image, string name) =>
        image.Files.Resolve("/etc/passwd")?.Content is { } content
            ? Encoding.UTF8.GetString(content.Span).Split('\n').Select(line => line.Split(':')).Where(it => it.Length > 3 && it[0] == name).Select(it => $"{it[2]}:{it[3]}").FirstOrDefault()
            : null;
}

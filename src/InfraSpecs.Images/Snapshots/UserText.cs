using System.Globalization;

namespace InfraSpecs.Images.Snapshots;

/// <summary>Whom the image runs as, by its own accounts.</summary>
internal static class UserText
{
    /// <returns>As "root (none set)", "app (1001)" or "1001:1001".</returns>
    public static string Write(ImageUnderTest image)
    {
        var user = ImageUser.Resolve(image);
        if (user.Written.Length == 0) return "root" + ConfigFacts.NotSet;
        if (char.IsAsciiDigit(user.Written[0])) return user.Written;
        return string.Create(CultureInfo.InvariantCulture, $"{user.Written} ({(user.UserId is { } id ? id : "no such account")})");
    }

    /// <returns>The group that is written behind the user; null where none is.</returns>
    public static string? ReadGroup(string shown) => shown.Split(" (")[0].Split(':').ElementAtOrDefault(1);

    /// <returns>The user's number that a shown user stands for; null where it is not known.</returns>
    public static int? ReadId(string shown)
    {
        if (shown == "root" + ConfigFacts.NotSet) return 0;
        var id = shown.LastIndexOf('(') is var cut and >= 0 ? shown[(cut + 1)..].TrimEnd(')') : shown.Split(':')[0];
        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

namespace InfraSpecs.Images.Snapshots;

/// <summary>Whether the zone and the language that the image's environment names are in the image. Programs fall back without a word.</summary>
internal static class Regional
{
    public const string NoZone = "no zone file";
    public const string NoLocale = "no such locale";
    private const string Zones = "/usr/share/zoneinfo/";
    private const string Locales = "/usr/lib/locale/";

    public static IEnumerable<ConfigFact> Read(ImageUnderTest image)
    {
        if (Value(image, "TZ") is { } zone && IsZone(zone)) yield return new("timezone", $"{zone}: {(image.Files.Resolve(Zones + zone) is null ? NoZone : Zones + zone)}");
        if ((Value(image, "LC_ALL") ?? Value(image, "LANG")) is { } language && !IsBuiltIn(language)) yield return new("locale", $"{language}: {Locale(image, language)}");
    }

    private static string? Value(ImageUnderTest image, string name) =>
        image.Config.Env.LastOrDefault(it => it.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] is { Length: > 0 } value ? value : null;

    // tzset(3): a path, or a rule as "CET-1CEST", needs no file of that name.
    private static bool IsZone(string value) => char.IsAsciiLetter(value[0]) && !value.Any(it => it is ',' || (char.IsAsciiDigit(it) && !value.Contains('/'))) && value is not "UTC";

    private static bool IsBuiltIn(string language) => language is "C" or "POSIX" or "C.UTF-8" or "C.utf8";

    private static string Locale(ImageUnderTest image, string language)
    {
        var parts = language.Split('.');
        var name = parts.Length < 2 ? language : parts[0] + "." + string.Concat(parts[1].Where(char.IsLetterOrDigit)).ToLowerInvariant();
        if (image.Files.Resolve(Locales + name) is not null) return Locales + name;
        return image.Files.Resolve(Locales + "locale-archive") is null ? NoLocale : "perhaps in locale-archive, which is not read";
    }
}

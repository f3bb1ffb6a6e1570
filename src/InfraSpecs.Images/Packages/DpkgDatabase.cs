namespace InfraSpecs.Images.Packages;

/// <summary>dpkg's database, and the one of images that were made of Debian's packages without dpkg (deb(5), dpkg-query(1)).</summary>
internal static class DpkgDatabase
{
    private const string Folder = "/var/lib/dpkg";
    private const string Sums = ".md5sums";

    public static IEnumerable<PackageDatabase> Find(ImageTree files)
    {
        if (files.Resolve(Folder + "/status") is { Kind: ImageFileKind.File } status)
        {
            yield return PackageDatabase.Read(status, content => Packages(content, (name, architecture) => Listed(files, name, architecture), mustSay: true)) with { Unfinished = Unfinished(status) };
        }

        if (Parts(files) is { Count: > 0 } parts) yield return OfParts(files, parts);
    }

    private static List<ImageFile> Parts(ImageTree files) =>
        [.. files.In(Folder + "/status.d").Where(it => it.Kind is ImageFileKind.File && !it.Name.EndsWith(Sums, StringComparison.Ordinal))];

    private static PackageDatabase OfParts(ImageTree files, IReadOnlyList<ImageFile> parts)
    {
        var all = parts.Select(part => PackageDatabase.Read(part, content => Packages(content, (_, _) => Summed(files, part), mustSay: false))).ToList();
        return new PackageDatabase(Folder + "/status.d", [.. all.SelectMany(it => it.Packages)], all.Select(it => it.Trouble).FirstOrDefault(it => it is not null));
    }

    private static IEnumerable<ImagePackage> Packages(ReadOnlyMemory<byte> content, Func<string, string, IReadOnlyList<string>> paths, bool mustSay)
    {
        foreach (var paragraph in DatabaseText.Paragraphs(content))
        {
            if (Field(paragraph, "Package") is not { } name || !IsInstalled(Field(paragraph, "Status"), mustSay)) continue;
            var architecture = Field(paragraph, "Architecture") ?? "";
            yield return new ImagePackage
            {
                Name = name,
                Version = Field(paragraph, "Version") ?? "",
                Architecture = architecture,
                Kind = PackageKind.Dpkg,
                Paths = paths(name, architecture),
            };
        }
    }

    private static string? Field(IReadOnlyList<string> paragraph, string name) =>
        paragraph.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    // "deinstall ok config-files" is a package that was removed and left its configuration.
    // With triggers to come it is installed, and others have still to look at it.
    private static bool IsInstalled(string? status, bool mustSay) => status is null ? !mustSay : status.Split(' ')[^1] is "installed" or "triggers-pending" or "triggers-awaited";

    private static Dictionary<string, string> Unfinished(ImageFile file)
    {
        var unfinished = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var paragraph in DatabaseText.Paragraphs(file.Content ?? default))
        {
            if (Field(paragraph, "Package") is { } name && Field(paragraph, "Status")?.Split(' ')[^1] is ("unpacked" or "half-configured" or "half-installed") and var state) unfinished[name] = state;
        }

        return unfinished;
    }

    private static IReadOnlyList<string> Listed(ImageTree files, string name, string architecture) =>
        (files.Resolve($"{Folder}/info/{name}:{architecture}.list") ?? files.Resolve($"{Folder}/info/{name}.list"))?.Content is { } content
            ? [.. DatabaseText.Lines(content).Where(line => line.StartsWith('/') && line != "/.")]
            : [];

    // "d41d8cd98f00b204e9800998ecf8427e  usr/bin/x"
    private static IReadOnlyList<string> Summed(ImageTree files, ImageFile part) =>
        files.Resolve(part.Path + Sums)?.Content is { } content
            ? [.. DatabaseText.Lines(content).Select(line => line.Split("  ", 2)).Where(it => it.Length == 2).Select(it => "/" + it[1].TrimStart('.', '/'))]
            : [];
}

namespace InfraSpecs.Images.Loading;

/// <summary>The folders that a C library's loader searches by itself.</summary>
internal static class LoaderFolders
{
    private static readonly string[] Usual = ["/lib", "/usr/local/lib", "/usr/lib"];
    private static readonly string[] Standard = ["/lib", "/usr/lib"];
    private static readonly string[] Wide = ["/lib64", "/usr/lib64"];

    /// <summary>They are built into glibc's loader. Debian's stands in a folder for its machine, and searches that and the plain ones; of others it is not known which they search.</summary>
    public static IReadOnlyList<string> OfGlibc(Machine machine, LoaderFile? loader)
    {
        string[] own = [.. machine.Multiarch.SelectMany(it => (string[])["/lib/" + it, "/usr/lib/" + it])];
        return loader is not null && machine.Multiarch.Contains(Paths.Name(Paths.Folder(loader.File.Path))) ? [.. own, .. Standard] : [.. own, .. Wide, .. Standard];
    }

    /// <summary>By /etc/ld-musl-ARCH.path, if that is there (musl's ldso/dynlink.c).</summary>
    public static IReadOnlyList<string> OfMusl(ImageTree files, LoaderFile? loader)
    {
        if (loader is null || !loader.Path.EndsWith(".so.1", StringComparison.Ordinal)) return Usual;
        var list = files.Resolve("/etc/" + Paths.Name(loader.Path)[..^".so.1".Length] + ".path")?.Content;
        return list is { } content ? System.Text.Encoding.UTF8.GetString(content.Span).Split(['\n', ':'], StringSplitOptions.RemoveEmptyEntries) : Usual;
    }
}

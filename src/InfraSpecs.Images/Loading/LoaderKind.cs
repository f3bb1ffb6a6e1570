using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Loading;

/// <summary>Whose loader it is; they search by different rules.</summary>
internal enum LoaderKind
{
    Glibc,
    Musl,

    /// <summary>Its rules are not known here.</summary>
    Other,
}

internal static class LoaderKinds
{
    /// <param name="facts">A program or a library.</param>
    /// <param name="usual">That of the image's own programs.</param>
    public static LoaderKind Detect(ElfFacts facts, LoaderKind usual)
    {
        if (facts.Interpreter is { } interpreter) return OfLoader(interpreter);
        if (facts.Needed.Any(it => it.StartsWith("libc.musl-", StringComparison.Ordinal) || it == "libc.so")) return LoaderKind.Musl;
        return facts.Needed.Contains("libc.so.6") ? LoaderKind.Glibc : usual;
    }

    public static LoaderKind OfLoader(string path)
    {
        var name = Paths.Name(path);
        if (name.StartsWith("ld-musl-", StringComparison.Ordinal)) return LoaderKind.Musl;
        return name.StartsWith("ld-linux", StringComparison.Ordinal) || name is "ld64.so.1" or "ld64.so.2" or "ld.so.1" ? LoaderKind.Glibc : LoaderKind.Other;
    }
}

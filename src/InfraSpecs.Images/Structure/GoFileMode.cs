namespace InfraSpecs.Images.Structure;

/// <summary>Modes as Go writes them, and not <c>ls</c>: the special bits stand before the others (https://pkg.go.dev/io/fs#FileMode).</summary>
internal static class GoFileMode
{
    /// <returns>As "-rw-r--r--", "drwxr-xr-x", "urwxr-xr-x", "dtrwxrwxrwx".</returns>
    public static string Write(ImageFileKind kind, UnixFileMode mode)
    {
        var special = Kind(kind) + When(mode, UnixFileMode.SetUser, "u") + When(mode, UnixFileMode.SetGroup, "g") + When(mode, UnixFileMode.StickyBit, "t");
        return (special.Length == 0 ? "-" : special) + Bits((int)mode);
    }

    private static string Bits(int mode) => string.Concat("rwxrwxrwx".Select((letter, place) => (mode & (1 << (8 - place))) == 0 ? '-' : letter));

    private static string Kind(ImageFileKind kind) => kind switch
    {
        ImageFileKind.Directory => "d",
        ImageFileKind.SymbolicLink => "L",
        _ => "",
    };

    private static string When(UnixFileMode mode, UnixFileMode bit, string letter) => mode.HasFlag(bit) ? letter : "";
}

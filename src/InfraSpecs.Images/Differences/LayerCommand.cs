namespace InfraSpecs.Images.Differences;

/// <summary>What made a layer, as people wrote it in the Dockerfile.</summary>
internal static class LayerCommand
{
    private const int Most = 100;
    // Behind the shell that the image names.
    private const string Nop = " -c #(nop) ";
    private const string Shell = "/bin/sh -c ";

    /// <summary>Without the builder's words and the values of ARG that it puts before a command, and with secrets hidden.</summary>
    public static string? Short(ImageLayer layer) => Short(layer.Command);

    /// <inheritdoc cref="Short(ImageLayer)"/>
    public static string? Short(string? written)
    {
        if (written is not { Length: > 0 } command) return null;
        var plain = command.Replace("# buildkit", "", StringComparison.Ordinal);
        if (plain.IndexOf(Nop, StringComparison.Ordinal) is var nop and >= 0) plain = plain[(nop + Nop.Length)..];
        else if (plain.IndexOf(Shell, StringComparison.Ordinal) is var cut and >= 0) plain = plain[(cut + Shell.Length)..];
        plain = string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        plain = SecretMask.Text(plain);
        return plain.Length <= Most ? plain : plain[..Most] + "…";
    }
}

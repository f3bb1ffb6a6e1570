using System.Text;

namespace InfraSpecs.Images.Commands;

/// <summary>The first line of a script, as the kernel reads it (execve(2)).</summary>
/// <param name="Interpreter">The program's path.</param>
/// <param name="Argument">All that follows, as one argument; null where nothing does.</param>
internal sealed record Shebang(string Interpreter, string? Argument)
{
    private const int MostBytes = 256;

    /// <summary>Whether the line ends as Windows' editors end it. The return is part of the interpreter's name, or of its argument.</summary>
    public bool EndsInReturn => (Argument ?? Interpreter).EndsWith('\r');

    /// <returns>Null for what does not begin with "#!" and a path.</returns>
    public static Shebang? Read(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("#!"u8)) return null;
        var line = content[2..Math.Min(content.Length, MostBytes)];
        if (line.IndexOf((byte)'\n') is var end and >= 0) line = line[..end];
        var text = Encoding.UTF8.GetString(line).Trim(' ', '\t');
        var cut = text.IndexOfAny([' ', '\t']);
        if (text.Length == 0) return null;
        return cut < 0 ? new Shebang(text, null) : new Shebang(text[..cut], text[cut..].TrimStart(' ', '\t'));
    }

    public override string ToString() => ("#!" + Interpreter + (Argument is null ? "" : " " + Argument)).TrimEnd('\r');
}

using System.Text;

namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>What patterns are asked about: bytes that may be no text.</summary>
internal sealed class PatternText
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly string? _ascii;

    public PatternText(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
        _ascii = Ascii.IsValid(utf8.Span) ? Encoding.ASCII.GetString(utf8.Span) : null;
    }

    public PatternText(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public bool EndsWithNewline => _utf8.Span is [.., (byte)'\n'];

    /// <summary>Without its last byte.</summary>
    public PatternText Shortened() => new(_utf8[..^1]);

    public string In(PatternAlphabet alphabet) => _ascii ?? alphabet.Spell(_utf8.Span);

    /// <inheritdoc/>
    public override string ToString() => _ascii ?? Encoding.UTF8.GetString(_utf8.Span);
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace InfraSpecs;

/// <summary>The head of an answer, as far as a probe wants to know it.</summary>
internal struct HttpAnswerHead
{
    private const int MostLines = 256;
    private static readonly SearchValues<byte> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private bool _isOld;
    private bool _isEncoded;
    private bool _mayGoOn;

    public int Status { get; private set; }

    /// <summary>Content-Length; null where there is none.</summary>
    public long? Length { get; private set; }

    /// <summary>The last transfer coding is chunked.</summary>
    public bool IsChunked { get; private set; }

    public string? Replica { get; private set; }

    public string? Proxy { get; private set; }

    /// <summary>One of 1xx, which another one follows. 101 is none: nobody asked for another protocol.</summary>
    public readonly bool IsInterim => Status is > 101 and < 200 or 100;

    /// <summary>By RFC 9112, section 6.3.</summary>
    public readonly bool HasNoBody => Status is 204 or 304;

    /// <returns>False for what is no head of HTTP/1.</returns>
    public static bool TryRead(ref AnswerBytes bytes, HttpProbeOptions options, out HttpAnswerHead head)
    {
        head = default;
        if (!bytes.TryLine(out var line, mayEndBare: true) || !head.TakeStatus(line)) return false;
        for (var lines = 0; lines < MostLines; lines++)
        {
            if (!bytes.TryLine(out line, mayEndBare: true)) return false;
            if (line.IsEmpty) return head.IsFramed();
            if (line[0] is (byte)' ' or (byte)'\t' ? !head._mayGoOn : !head.TakeField(line, options)) return false;
        }

        return false;
    }

    /// <summary>"HTTP/1.1 200 OK"; the reason may be missing, with its space or without.</summary>
    private bool TakeStatus(ReadOnlySpan<byte> line)
    {
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)line[7]) || line[8] != ' ' || (line.Length > 12 && line[12] != ' ')) return false;
        _isOld = line[7] == '0';
        if (!int.TryParse(line[9..12], NumberStyles.None, CultureInfo.InvariantCulture, out var status)) return false;
        Status = status;
        return status is >= 100 and < 600 and not 101;
    }

    private bool TakeField(ReadOnlySpan<byte> line, HttpProbeOptions options)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(Token)) return false;
        var name = line[..colon];
        var value = line[(colon + 1)..].Trim(" \t"u8);
        // Some clients leave out a line that goes on the one before it: so none may say where the body ends.
        _mayGoOn = false;
        if (Ascii.EqualsIgnoreCase(name, "Content-Length")) return TakeLength(value);
        if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding")) return TakeCodings(value);
        _mayGoOn = true;
        if (Ascii.EqualsIgnoreCase(name, options.ReplicaHeader)) Replica ??= Encoding.Latin1.GetString(value);
        if (Ascii.EqualsIgnoreCase(name, options.ProxyHeader)) Proxy ??= Encoding.Latin1.GetString(value);
        return true;
    }

    /// <summary>Said twice it must be the same.</summary>
    private bool TakeLength(ReadOnlySpan<byte> value)
    {
        foreach (var part in value.Split((byte)','))
        {
            if (!long.TryParse(value[part].Trim(" \t"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || (Length ?? length) != length) return false;
            Length = length;
        }

        return true;
    }

    /// <summary>Nothing may come after chunked.</summary>
    private bool TakeCodings(ReadOnlySpan<byte> value)
    {
        _isEncoded = true;
        foreach (var part in value.Split((byte)','))
        {
            var coding = value[part].Trim(" \t"u8);
            if (coding.IsEmpty) continue;
            if (IsChunked) return false;
            IsChunked = Ascii.EqualsIgnoreCase(coding, "chunked");
        }

        return true;
    }

    /// <summary>A body of which two headers say where it ends is read by each reader as it likes; and HTTP/1.0 knows no codings.</summary>
    private readonly bool IsFramed() => !_isEncoded || (Length is null && !_isOld);
}

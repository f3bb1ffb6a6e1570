using System.Buffers.Binary;
using System.Globalization;

namespace InfraSpecs.Images.Tar;

/// <summary>How archives write numbers and times (https://www.gnu.org/software/tar/manual/html_node/Standard.html).</summary>
internal static class TarNumber
{
    private const int TicksDigits = 7;

    /// <summary>Octal digits between blanks or zero bytes, or binary, with the highest bit set.</summary>
    /// <returns>Null for what is no number.</returns>
    public static long? Read(ReadOnlySpan<byte> field) => (field[0] & 0x80) != 0 ? Binary(field) : Octal(field.Trim(" \0"u8));

    /// <summary>Seconds since 1970 with a fraction, as "1700000000.25".</summary>
    /// <returns>Null for what is no time. Times out of .NET's range are its first or last.</returns>
    public static DateTimeOffset? Time(ReadOnlySpan<byte> text)
    {
        var cut = text.IndexOf((byte)'.');
        var whole = cut < 0 ? text : text[..cut];
        if (!long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)) return null;
        var fraction = 0L;
        for (var i = 0; cut >= 0 && i < TicksDigits; i++)
        {
            var digit = cut + 1 + i < text.Length ? text[cut + 1 + i] - '0' : 0;
            if (digit is < 0 or > 9) return null;
            fraction = (fraction * 10) + digit;
        }

        return Time(seconds) + TimeSpan.FromTicks(text[0] == '-' ? -fraction : fraction);
    }

    public static DateTimeOffset Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(
        Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds() + 1, DateTimeOffset.MaxValue.ToUnixTimeSeconds() - 1));

    private static long? Octal(ReadOnlySpan<byte> digits)
    {
        var end = digits.IndexOf((byte)0);
        if (end >= 0) digits = digits[..end].TrimEnd((byte)' ');
        var value = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7' || value >> 60 != 0) return null;
            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }

    private static long? Binary(ReadOnlySpan<byte> field)
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Fill((field[0] & 0x40) != 0 ? (byte)0xFF : (byte)0);
        field.CopyTo(wide[^field.Length..]);
        if ((field[0] & 0x40) == 0) wide[^field.Length] &= 0x7F;
        var value = BinaryPrimitives.ReadInt128BigEndian(wide);
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
    }
}

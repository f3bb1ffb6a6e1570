using System.Buffers.Text;

namespace InfraSpecs.Images.Tar;

/// <summary>The records of a PAX header (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html): "LENGTH NAME=VALUE\n", where a value may hold anything.</summary>
internal static class PaxRecords
{
    /// <param name="records">What is left; the record is taken away from it.</param>
    /// <param name="name">The record's name.</param>
    /// <param name="value">The record's value.</param>
    /// <returns>Whether there was one. If not, what is left is damaged, or nothing.</returns>
    public static bool Next(ref ReadOnlySpan<byte> records, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (!Utf8Parser.TryParse(records, out uint length, out var digits) || digits == 0 || length > records.Length || length < digits + 3) return false;
        var record = records[..(int)length];
        var equals = record.IndexOf((byte)'=');
        if (record[digits] != ' ' || record[^1] != '\n' || equals <= digits + 1) return false;
        name = record[(digits + 1)..equals];
        value = record[(equals + 1)..^1];
        records = records[(int)length..];
        return true;
    }
}

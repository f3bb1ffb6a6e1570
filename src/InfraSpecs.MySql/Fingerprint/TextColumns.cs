using System.Globalization;
using System.Text;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Columns of information_schema as text: old servers give some of them as bytes.</summary>
internal static class TextColumns
{
    public static string? Optional(this MySqlDataReader reader, int column) => reader.IsDBNull(column)
        ? null
        : reader.GetValue(column) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture);

    public static string Text(this MySqlDataReader reader, int column) => reader.Optional(column) ?? "";

    public static ulong Bits(this MySqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? 0 : reader.GetValue(column) is long signed ? unchecked((ulong)signed) : Convert.ToUInt64(reader.GetValue(column), CultureInfo.InvariantCulture);
}

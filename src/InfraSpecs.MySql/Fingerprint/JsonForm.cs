using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace InfraSpecs.MySql;

/// <summary>One text for all texts of the same JSON document: members by name, no spaces, numbers as MySQL understands them.</summary>
internal static class JsonForm
{
    /// <summary>MySQL's limit is 100.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 128 };

    public static string Normalize(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Deep);
            var text = new StringBuilder();
            Write(document.RootElement, text);
            return text.ToString();
        }
        catch (JsonException)
        {
            // MariaDB's check can be switched off; what is no document is compared as the text that it is.
            return json;
        }
    }

    private static void Write(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                // Of two members of one name the last is the one that MySQL keeps.
                SortedDictionary<string, JsonElement> members = new(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject()) members[member.Name] = member.Value;
                Write('{', members, member => { Quote(member.Key, text); text.Append(':'); Write(member.Value, text); }, '}', text);
                break;
            case JsonValueKind.Array:
                Write('[', element.EnumerateArray(), item => Write(item, text), ']', text);
                break;
            case JsonValueKind.String:
                Quote(element.GetString()!, text);
                break;
            case JsonValueKind.Number:
                text.Append(Number(element));
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void Write<T>(char open, IEnumerable<T> items, Action<T> write, char close, StringBuilder text)
    {
        text.Append(open);
        foreach (var (index, item) in items.Index())
        {
            if (index > 0) text.Append(',');
            write(item);
        }

        text.Append(close);
    }

    private static void Quote(string value, StringBuilder text) => text.Append(JsonSerializer.Serialize(value));

    /// <summary>
    /// A number without a point or an exponent is whole if it fits 64 bits; MySQL makes doubles of all others. One that no double is written as has
    /// lost digits when it is one, so that its own are kept.
    /// </summary>
    private static string Number(JsonElement number)
    {
        var raw = number.GetRawText();
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            if (number.TryGetInt64(out var signed)) return signed.ToString(CultureInfo.InvariantCulture);
            if (number.TryGetUInt64(out var unsigned)) return unsigned.ToString(CultureInfo.InvariantCulture);
        }

        var nearest = double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture);
        var shortest = nearest.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(nearest) && (Digits(raw) == Digits(shortest) || Digits(raw) == Digits(new BigInteger(nearest).ToString(CultureInfo.InvariantCulture)))
            ? "d" + shortest
            : "n" + Digits(raw);
    }

    /// <summary>Sign, digits without zeros around them, and the power of ten of the last one.</summary>
    private static string Digits(string number)
    {
        var parts = number.ToLowerInvariant().Split('e');
        var (whole, fraction) = parts[0].TrimStart('-').Split('.') is [var before, var after] ? (before, after) : (parts[0].TrimStart('-'), "");
        var digits = (whole + fraction).TrimStart('0');
        var significant = digits.TrimEnd('0');
        var power = (parts.Length > 1 ? BigInteger.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0)
            - fraction.Length + digits.Length - significant.Length;
        return $"{(number[0] == '-' ? "-" : "")}{significant}e{(significant.Length == 0 ? 0 : power)}";
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InfraSpecs.MySql;

/// <summary>One text for all texts of the same JSON document: members by name, no spaces, numbers as MySQL understands them.</summary>
internal static class JsonForm
{
    /// <summary>MySQL's limit is 100.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 128 };

    public static string Of(string json)
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

    /// <summary>A number without a point or an exponent is whole if it fits 64 bits; all others are doubles.</summary>
    private static string Number(JsonElement number)
    {
        var raw = number.GetRawText();
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            if (number.TryGetInt64(out var signed)) return signed.ToString(CultureInfo.InvariantCulture);
            if (number.TryGetUInt64(out var unsigned)) return unsigned.ToString(CultureInfo.InvariantCulture);
        }

        return "d" + number.GetDouble().ToString("R", CultureInfo.InvariantCulture);
    }
}

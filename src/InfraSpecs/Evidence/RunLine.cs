using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfraSpecs.Evidence;

/// <summary>A line of a run file: one JSON object, in which every text is masked and none is endless.</summary>
/// <param name="mask">Makes of a text one that may be written.</param>
internal sealed class RunLine(Func<string, string> mask)
{
    /// <summary>A container may print a gigabyte without a line's end.</summary>
    public const int LongestText = 16 * 1024;

    private static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonWriterOptions Written = new() { Encoder = Shape.Encoder };

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <param name="at">Milliseconds since the recording began.</param>
    /// <param name="kind">The line's kind.</param>
    /// <param name="fields">An object whose properties are the line's. Those that are null are left out.</param>
    /// <returns>The line with its end; valid until the next one is formatted.</returns>
    public ReadOnlyMemory<byte> Format(long at, string kind, object fields)
    {
        _buffer.Clear();
        using (var json = new Utf8JsonWriter(_buffer, Written))
        {
            json.WriteStartObject();
            json.WriteString("k", kind);
            json.WriteNumber("t", at);
            foreach (var field in JsonSerializer.SerializeToElement(fields, fields.GetType(), Shape).EnumerateObject()) Write(json, field);
            json.WriteEndObject();
        }

        _buffer.Write("\n"u8);
        return _buffer.WrittenMemory;
    }

    private void Write(Utf8JsonWriter json, JsonProperty field)
    {
        json.WritePropertyName(field.Name);
        Write(json, field.Value);
    }

    private void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                json.WriteStringValue(Masked(value.GetString()!, mask));
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var field in value.EnumerateObject()) Write(json, field);
                json.WriteEndObject();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>Masked before it is cut: a secret that is cut in two would not be known for one. Of an endless text so much is looked at that the cut is far behind.</summary>
    public static string Masked(string text, Func<string, string> mask)
    {
        var masked = mask(text.Length > 2 * LongestText ? text[..(2 * LongestText)] : text);
        return masked.Length > LongestText ? $"{masked[..LongestText]}… ({text.Length} characters)" : masked;
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace InfraSpecs.Report;

/// <summary>A line of a run's file. What is not there, or of another kind than it should be, is null or empty; nothing throws.</summary>
internal readonly struct FileLine(JsonElement json)
{
    /// <summary>A message of more characters is cut.</summary>
    public const int LongestText = 65_536;

    // Ten years: what claims to be later is no time.
    private const long Latest = 315_360_000_000;

    public string Kind => Text("k") ?? "";

    /// <summary>Milliseconds since the recording began.</summary>
    public long At => Time("t") ?? 0;

    public string? Spec => Text("spec");

    public OwnerFacts Owner => new(Text("class", 500), Text("collection", 200));

    public string? Text(string key, int longest = LongestText) => Find(key) is { } value ? TextOf(value, longest) : null;

    public long? Number(string key) => Find(key) is { ValueKind: JsonValueKind.Number } value
        ? value.TryGetInt64(out var whole) ? whole : value.TryGetDouble(out var number) && Math.Abs(number) < 1e15 ? (long)number : null
        : null;

    public long? Time(string key) => Number(key) is { } time ? Math.Clamp(time, 0, Latest) : null;

    public DateTimeOffset? Date(string key) =>
        DateTimeOffset.TryParse(Text(key), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date.ToUniversalTime() : null;

    /// <summary>The elements of an array; none if it is none.</summary>
    public IEnumerable<JsonElement> Items(string key) => Find(key) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public IEnumerable<string?> Texts(string key) => Items(key).Select(it => TextOf(it));

    public IEnumerable<double> Numbers(string key) =>
        Items(key).Select(it => it.ValueKind == JsonValueKind.Number && it.TryGetDouble(out var number) && double.IsFinite(number) ? Math.Clamp(number, 0, Latest) : 0);

    /// <summary>The members of an object as text; none if it is none.</summary>
    public IEnumerable<(string Name, string Value)> Members(string key) => Find(key) is { ValueKind: JsonValueKind.Object } value
        ? value.EnumerateObject().Select(it => (NameOf(it), TextOf(it.Value, 2000) ?? ""))
        : [];

    /// <summary>Any value as JSON.</summary>
    public string? Raw(string key) => Find(key) is { } value ? Cut(LenientRaw(value), LongestText) : null;

    public static string? TextOf(JsonElement value, int longest = LongestText) => value.ValueKind switch
    {
        JsonValueKind.String => Cut(StringOf(value), longest),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    public static string Cut(string text, int longest) => text.Length <= longest ? text : $"{text[..longest]}…";

    private JsonElement? Find(string key) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return Cut(member.Name, 200);
        }
        catch (InvalidOperationException)
        {
            return "�";
        }
    }

    private static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no text, or half a surrogate pair: what can be read of it is shown.
            return LenientRaw(value).Trim('"');
        }
    }

    private static string LenientRaw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
}

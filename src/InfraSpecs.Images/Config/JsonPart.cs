using System.Text.Json;

namespace InfraSpecs.Images.Config;

/// <summary>A part of a JSON text that others wrote. What is of another kind than it must be is told with its place in the text; null counts as not there.</summary>
/// <param name="Element">It.</param>
/// <param name="Path">Where it is: "config.Env".</param>
internal readonly record struct JsonPart(JsonElement Element, string Path)
{
    /// <summary>Reads a whole text.</summary>
    /// <exception cref="ImageTestException">It is no JSON, or not such as is read.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonPart, T> read)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return read(new JsonPart(parsed.RootElement, ""));
        }
        catch (JsonException e)
        {
            throw ImageTestException.Damaged($"it is no JSON: {e.Message.Split(" LineNumber")[0].TrimEnd('.')}", e.BytePositionInLine, e);
        }
        catch (InvalidOperationException e)
        {
            // The parser looks at the bytes of a text only when it is asked for.
            throw ImageTestException.Damaged("it is no JSON: a text in it is no UTF-8", null, e);
        }
    }

    public JsonPart? Find(string name)
    {
        if (Element.ValueKind is not JsonValueKind.Object) throw Not("an object");
        return Element.TryGetProperty(name, out var found) && found.ValueKind is not JsonValueKind.Null ? new JsonPart(found, Path.Length == 0 ? name : $"{Path}.{name}") : null;
    }

    public string? FindText(string name) => Find(name)?.AsText() is { Length: > 0 } text ? text : null;

    public string Text(string name) => FindText(name) ?? "";

    public bool Flag(string name) => Find(name) is { } part && part.Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw part.Not("true or false"),
    };

    public long? Number(string name) => Find(name) is not { } part ? null
        : part.Element.ValueKind is JsonValueKind.Number && part.Element.TryGetInt64(out var number) ? number : throw part.Not("a whole number");

    /// <summary>Go's zero time says nothing.</summary>
    public DateTimeOffset? Time(string name) => Find(name) is not { } part || part.AsText().Length == 0 ? null
        : !part.Element.TryGetDateTimeOffset(out var time) ? throw part.Not("a time") : time.Year > 1 ? time : null;

    /// <summary>Nothing where there is no list.</summary>
    public IReadOnlyList<JsonPart> Items(string name) => Find(name)?.AsItems() ?? [];

    public IReadOnlyList<JsonPart> AsItems()
    {
        if (Element.ValueKind is not JsonValueKind.Array) throw Not("a list");
        var path = Path;
        return [.. Element.EnumerateArray().Select((item, i) => new JsonPart(item, $"{path}[{i}]"))];
    }

    /// <summary>A list of texts; a text alone is a list of one, as engines read it (https://pkg.go.dev/github.com/docker/docker/api/types/strslice).</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        null => [],
        { Element.ValueKind: JsonValueKind.String } text => [text.AsText()],
        { } list => [.. list.AsItems().Select(item => item.Element.ValueKind is JsonValueKind.Null ? "" : item.AsText())],
    };

    public IReadOnlyList<string> Names(string name) => Find(name) is { } part ? [.. part.AsProperties().Select(property => property.Name)] : [];

    public IReadOnlyDictionary<string, string> Pairs(string name)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(name) is not { } part) return pairs;
        foreach (var property in part.AsProperties())
        {
            pairs[property.Name] = property.Value.ValueKind is JsonValueKind.Null ? "" : new JsonPart(property.Value, $"{part.Path}.{property.Name}").AsText();
        }

        return pairs;
    }

    public string AsText() => Element.ValueKind is JsonValueKind.String ? Element.GetString()! : throw Not("a text");

    public ImageTestException Not(string expected) =>
        ImageTestException.Damaged($"{(Path.Length == 0 ? "the whole" : Path)} is {Kind(Element.ValueKind)} where {expected} belongs");

    private JsonElement.ObjectEnumerator AsProperties() => Element.ValueKind is JsonValueKind.Object ? Element.EnumerateObject() : throw Not("an object");

    private static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}

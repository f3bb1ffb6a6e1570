using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraSpecs.Assertions.Images;

/// <summary>
/// A path to one value of a JSON document: $.server.ports[0]['x-y']. No filters or wildcards: a claim is about one value, and a document that programs would not read must not pass, hence no
/// lenient parser.
/// </summary>
internal static partial class JsonPath
{
    /// <returns>The value, or where the path breaks.</returns>
    /// <exception cref="ArgumentException">It is no such path.</exception>
    public static (JsonElement? Value, string? Broken) Find(JsonElement document, string path)
    {
        if (!Shape().IsMatch(path)) throw new ArgumentException($"\"{path}\" is no path to one value: write it as $.server.ports[0]['name'].", nameof(path));
        var (value, at) = (document, "$");
        foreach (Match step in Step().Matches(path))
        {
            var next = step.Groups["index"].Success ? Item(value, int.Parse(step.Groups["index"].Value, CultureInfo.InvariantCulture)) : Member(value, step.Groups["name"].Value);
            if (next is not { } found) return (null, $"{at} has no {step.Value.TrimStart('.')}; it {Has(value, at)}");
            (value, at) = (found, at + step.Value);
        }

        return (value, null);
    }

    private static JsonElement? Item(JsonElement value, int index) => value.ValueKind is JsonValueKind.Array && index < value.GetArrayLength() ? value[index] : null;

    private static JsonElement? Member(JsonElement value, string name) => value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : null;

    private static string Has(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(it => it.Name).ToList() is { Count: > 0 } names ? "has " + string.Join(", ", names) : "is empty",
        JsonValueKind.Array => "has " + FailureText.Count(value.GetArrayLength(), "item"),
        _ => "is " + ContentText.Alone(at, value),
    };

    [GeneratedRegex(@"\A\$(?:\.[\w-]+|\[\d{1,9}\]|\['[^']*'\])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\.(?<name>[\w-]+)|\[(?<index>\d{1,9})\]|\['(?<name>[^']*)'\]", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}

using System.Globalization;

namespace InfraSpecs.Images.Structure.Documents;

/// <summary>
/// Reads values as the original's libraries do. Its YAML is strict: an unknown key, or one that is there twice, is a fault, and texts may be written without quotes. Its
/// JSON is lax: keys are of any case, unknown ones are passed over, the last of two counts, and a number is no text.
/// </summary>
internal sealed class NodeReader(bool isJson)
{
    // So many values are in no file that somebody wrote, but in one of aliases to aliases.
    private const int MostValues = 100_000;
    private readonly List<(int Line, string Text)> _faults = [];
    private readonly List<(int Line, string Text)> _passedOver = [];
    private int _values;

    public bool IsJson => isJson;

    /// <summary>All that is wrong so far.</summary>
    public IReadOnlyList<(int Line, string Text)> Faults => _faults;

    /// <summary>Keys of JSON that nobody reads.</summary>
    public IReadOnlyList<(int Line, string Text)> PassedOver => _passedOver;

    /// <summary>The values of a map, by the names that may be in it.</summary>
    public IReadOnlyDictionary<string, Node> Map(Node? node, string what, params IReadOnlyList<string> names)
    {
        var found = new Dictionary<string, Node>();
        if (node is null or { Kind: NodeKind.Null }) return found;
        if (node.Kind is NodeKind.Map) Fill(found, node, what, names, 0);
        else Fault(node, $"{what} is {node.Shown}, and must be a map");
        return found;
    }

    public IReadOnlyList<Node> List(Node? node, string what)
    {
        if (node is null or { Kind: NodeKind.Null }) return [];
        Count(node);
        foreach (var item in node.Items) Count(item);
        if (node.Kind is not NodeKind.List) Fault(node, $"{what} is {node.Shown}, and must be a list");
        return node.Items;
    }

    public IReadOnlyList<string> Texts(Node? node, string what) => [.. List(node, what).Select(item => Text(item, $"an item of {what}"))];

    public string Text(Node? node, string what)
    {
        if (node is null or { Kind: NodeKind.Null }) return "";
        if (node.Kind is NodeKind.Text or NodeKind.Plain) return node.Text;
        Fault(node, $"{what} is {node.Shown}, and must be a text{(node.Kind is NodeKind.Number or NodeKind.Flag ? ", in quotes" : "")}");
        return "";
    }

    public bool Flag(Node? node, string what, bool otherwise = false)
    {
        if (node is null or { Kind: NodeKind.Null }) return otherwise;
        if (node is { Kind: NodeKind.Flag } or { Kind: NodeKind.Plain } && Flag(node.Text) is { } flag) return flag;
        Fault(node, $"{what} is {node.Shown}, and must be true or false, without quotes");
        return otherwise;
    }

    public int Number(Node? node, string what, int otherwise)
    {
        if (node is null or { Kind: NodeKind.Null }) return otherwise;
        if (node.Kind is NodeKind.Number or NodeKind.Plain && Number(node.Text) is { } number) return number;
        Fault(node, $"{what} is {node.Shown}, and must be a whole number, without quotes");
        return otherwise;
    }

    private void Fill(Dictionary<string, Node> found, Node map, string what, IReadOnlyList<string> names, int merges)
    {
        Count(map);
        if (merges > 10) throw new DocumentException(map.Line, "<< is nested deeper than 10 levels");
        var seen = new HashSet<string>();
        foreach (var (key, value) in map.Pairs)
        {
            Count(value);
            if (!isJson && key is { Kind: NodeKind.Plain, Text: "<<" })
            {
                // As the original's library: what is merged later counts.
                foreach (var other in value.Kind is NodeKind.List ? value.Items.Reverse() : [value]) Fill(found, other, what, names, merges + 1);
                continue;
            }

            var name = names.FirstOrDefault(it => it.Equals(key.Text, isJson ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
            if (name is not null && (seen.Add(name) || isJson)) found[name] = value;
            else if (name is not null) Fault(key, $"{what} has the key {name} twice");
            else if (isJson) _passedOver.Add((key.Line, $"{what}: nobody reads the key '{key.Text}'"));
            else Fault(key, $"{what} has no key {key.Shown}; it may have {string.Join(", ", names)}");
        }
    }

    private void Fault(Node node, string text) => _faults.Add((node.Line, text));

    private void Count(Node node)
    {
        if (++_values > MostValues) throw new DocumentException(node.Line, $"it has more than {MostValues:N0} values, its aliases counted as what they stand for");
    }

    private bool? Flag(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ when isJson => null,
        "True" or "TRUE" or "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "False" or "FALSE" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    private int? Number(string text)
    {
        var plain = isJson ? text : text.Replace("_", "", StringComparison.Ordinal);
        if (int.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return isJson || !IsOctal(plain) ? number : Octal(plain);
        if (isJson) return null;
        if (plain.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(plain[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)) return number;
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && Math.Abs(real) < int.MaxValue ? (int)real : null;
    }

    private static bool IsOctal(string text) => text.Length > 1 && text[0] == '0';

    private static int? Octal(string text) => text.All(it => it is >= '0' and <= '7') && text.Length <= 10 ? Convert.ToInt32(text, 8) : null;
}

using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <summary>A placement constraint in the engine's words, "node.role != manager", read and judged as swarmkit does by what the managers say of a node.</summary>
/// <param name="Key">What it asks for.</param>
/// <param name="Equal">The node's value must be <paramref name="Value"/>, or must not be.</param>
/// <param name="Value">Compared without regard to case; an address may be a subnet.</param>
internal sealed partial record NodeConstraint(NodeKey Key, bool Equal, string Value)
{
    // Swarmkit looks for == first, wherever it is.
    private static readonly string[] Signs = ["==", "!="];

    /// <exception cref="ArgumentException">It is none, or one that no node can meet; the message says why.</exception>
    public static NodeConstraint Parse(string text) => Read(text) is { Constraint: { } constraint } ? constraint : throw new ArgumentException(Read(text).Wrong, nameof(text));

    /// <returns>Why it is none, or one that no node can meet, in a sentence; null if it is well.</returns>
    public static string? WhyNot(string text) => Read(text).Wrong;

    /// <summary>The node has the value that is asked for, whether it must or must not; null if its value is not known.</summary>
    public bool? Matches(NodeState node) => Key.ValueOn(node) is not { } value ? null
        : Key.Kind == NodeKey.Ip ? NodeAddress.IsIn(value, Value)
        : string.Equals(value, Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the node meets it; null if the node's value is not known.</summary>
    public bool? IsMetBy(NodeState node) => Matches(node) is { } matches ? matches == Equal : null;

    /// <summary>All of a service's constraints that can be judged hold for the node. What swarmkit does not know, no node meets.</summary>
    public static bool AllMetBy(NodeState node, IEnumerable<string> constraints) => constraints.All(it => Read(it).Constraint is { } constraint && constraint.IsMetBy(node) != false);

    private static (NodeConstraint? Constraint, string? Wrong) Read(string text)
    {
        if (Signs.FirstOrDefault(it => text.Contains(it, StringComparison.Ordinal)) is not { } sign)
        {
            return (null, $"'{text}' is no constraint; write it as node.role==worker or node.labels.disk!=ssd.");
        }

        var at = text.IndexOf(sign, StringComparison.Ordinal);
        var (name, value) = (text[..at].Trim(), text[(at + 2)..].Trim());
        if (NodeKey.Find(name) is not { } key) return (null, $"'{text}' asks for '{name}', which nodes do not have; {Advice(name)}");
        return Wrong(key, value) is { } wrong ? (null, $"'{text}' {wrong}.") : (new NodeConstraint(key, sign == "==", value), null);
    }

    private static string? Wrong(NodeKey key, string value) => key switch
    {
        _ when !KeyForm().IsMatch(key.Text) => "has a label's name with other characters than letters, digits, '-', '_' and '.'",
        _ when value.Length == 0 => "names no value",
        _ when !ValueForm().IsMatch(value) => $"has the value '{value}'; swarmkit takes letters, digits, spaces and :-_.*()?+[]\\^$|/ there",
        { Kind: NodeKey.Role } when value.ToUpperInvariant() is not ("MANAGER" or "WORKER") => "asks for a role that there is not; it is manager or worker",
        { Kind: NodeKey.Ip } when !NodeAddress.IsValid(value) => "asks for what is no address, as 10.0.0.7, and no subnet, as 10.0.0.0/24",
        _ => null,
    };

    private static string Advice(string name) => NodeKey.Near(name) is { } near ? $"did you mean {near}?" : $"there are {NodeKey.All}.";

    [GeneratedRegex(@"^[a-z_][a-z0-9\-_.]+\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm();

    [GeneratedRegex(@"^[a-z0-9:\-_ \t\n\f\r.*()?+\[\]\\^$|/]+\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ValueForm();
}

using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What was changed on a node through its object, and what it was before. What others change meanwhile, also of the same, is theirs and stays.</summary>
internal sealed class NodeBefore
{
    private const string Availability = "availability";
    private const string Role = "role";
    private const string Label = "label ";

    private readonly Dictionary<string, (string? Before, string? Ours)> _changes = [];

    public bool IsEmpty => _changes.Count == 0;

    /// <summary>The role to go back to; null if it is not ours to change.</summary>
    public NodeRole? RoleFor(NodeState now) => Undone(Role, now.Role.Word()) is { } role ? EngineWords.Read<NodeRole>(role) : null;

    /// <summary>Notes what a change does.</summary>
    public void Note(IReadOnlyDictionary<string, string?> before, NodeUpdateParameters after)
    {
        var now = Read(after);
        foreach (var key in before.Keys.Union(now.Keys))
        {
            var (was, ours) = (before.GetValueOrDefault(key), now.GetValueOrDefault(key));
            if (was != ours) _changes[key] = (_changes.TryGetValue(key, out var first) ? first.Before : was, ours);
        }
    }

    /// <summary>Takes back what is still as it was changed, but for the role.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Undo(NodeUpdateParameters spec)
    {
        var left = Left(Read(spec)).Where(it => it != Role).ToList();
        foreach (var key in left)
        {
            if (key == Availability) spec.Availability = _changes[key].Before;
            else if (_changes[key].Before is { } value) spec.Labels[key[Label.Length..]] = value;
            else spec.Labels.Remove(key[Label.Length..]);
        }

        return left.Count > 0;
    }

    public bool IsUndoneIn(NodeState now) => !Left(Read(now.Role.Word(), now.Availability.Word(), now.Labels)).Any();

    public void Clear() => _changes.Clear();

    public static IReadOnlyDictionary<string, string?> Read(NodeUpdateParameters spec) => Read(spec.Role, spec.Availability, spec.Labels ?? new Dictionary<string, string>());

    private static Dictionary<string, string?> Read(string? role, string? availability, IEnumerable<KeyValuePair<string, string>> labels) =>
        labels.Select(it => (Key: Label + it.Key, Value: (string?)it.Value)).Append((Key: Role, Value: role)).Append((Key: Availability, Value: availability))
            .ToDictionary(it => it.Key, it => it.Value);

    private IEnumerable<string> Left(IReadOnlyDictionary<string, string?> now) =>
        _changes.Where(it => it.Value.Before != it.Value.Ours && now.GetValueOrDefault(it.Key) == it.Value.Ours).Select(it => it.Key);

    private string? Undone(string key, string? now) =>
        _changes.TryGetValue(key, out var change) && now == change.Ours && change.Before != change.Ours ? change.Before : null;
}

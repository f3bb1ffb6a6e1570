using System.Collections.Concurrent;

namespace InfraSpecs.Swarm;

/// <summary>The names of stacks that were made through an object, and are not known to be gone.</summary>
internal sealed class StackNames
{
    private readonly ConcurrentDictionary<string, bool> _names = new();

    public void Add(string stack) => _names[stack] = true;

    public void Remove(string stack) => _names.TryRemove(stack, out _);

    public void Clear() => _names.Clear();

    /// <summary>Something with these labels was made for one of them.</summary>
    public bool Has(IDictionary<string, string>? labels) => StackFacts.StackOf(labels) is { } stack && _names.ContainsKey(stack);
}

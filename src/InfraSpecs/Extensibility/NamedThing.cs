using System.Text.RegularExpressions;

namespace InfraSpecs.Extensibility;

/// <summary>
/// Something that a person gave a name, as the clusters and servers of <c>infraspecs up</c>. It outlives the process that made it, starts again with its engine, and is no session's: what it is made
/// of has no owner whose death could be found, so that no sweep and no reaper takes it.
/// </summary>
/// <param name="Kind">What it is, a word: "swarm".</param>
/// <param name="Name">Its name; one that <see cref="IsNamedWell"/>. An engine has one thing of a name, whatever its kind.</param>
public sealed partial record NamedThing(string Kind, string Name)
{
    /// <summary>The label with its name.</summary>
    public const string NameLabel = "infraspecs.named";

    /// <summary>The label that says what it is.</summary>
    public const string KindLabel = "infraspecs.named.kind";

    /// <summary>What a name must be, for a sentence that refuses another one.</summary>
    public const string NameRule = "a name has up to 30 lower-case letters, digits and '-', and begins and ends with a letter or digit";

    /// <summary>Whether a name can be part of a container's name and of a host's.</summary>
    /// <param name="name">The name.</param>
    public static bool IsNamedWell(string name) => Good().IsMatch(name);

    /// <summary>The name of a container of it: "swarm-demo-worker01", or "mysql-shop" for the one that is the thing itself.</summary>
    /// <param name="role">What the container is for: "worker01".</param>
    public string ContainerName(string role) => role == Kind ? $"{Kind}-{Name}" : $"{Kind}-{Name}-{role}";

    /// <summary>What a container of it is for: "worker01" of "swarm-demo-worker01", and the kind of the one that is the thing itself.</summary>
    /// <param name="container">The container's name, with or without the engine's leading "/".</param>
    /// <returns>Null if it has no name of this thing's.</returns>
    public string? RoleOf(string container)
    {
        var (name, own) = (container.TrimStart('/'), ContainerName(Kind));
        return name == own ? Kind : name.StartsWith($"{own}-", StringComparison.Ordinal) ? name[(own.Length + 1)..] : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";

    internal IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string> { [NameLabel] = Name, [KindLabel] = Kind };

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?\z")]
    private static partial Regex Good();
}

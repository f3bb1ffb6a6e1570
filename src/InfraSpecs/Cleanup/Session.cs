using DotNet.Testcontainers.Containers;
using InfraSpecs.Cleanup;

namespace InfraSpecs.Extensibility;

/// <summary>
/// One connection of one test process. Every container, network and volume that it makes carries its labels, and every image that it makes for itself, so that it can be
/// found and removed, by this process or by the next one.
/// </summary>
public sealed class Session
{
    /// <summary>The label with the session's id.</summary>
    public const string IdLabel = "infraspecs.session";

    /// <summary>The label that says which process owns the session.</summary>
    public const string OwnerLabel = "infraspecs.owner";

    /// <summary>The label of an image that the session makes for itself alone, of what a container left. Without a name, it is removed as the session's containers are.</summary>
    public const string ImageLabel = "infraspecs.image";

    internal Session()
    {
        Labels = new Dictionary<string, string> { [IdLabel] = Id.ToString("N"), [OwnerLabel] = SessionOwner.Current.ToString() };
    }

    /// <summary>Unique to the session.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>What every resource of the session is labelled with.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>The labels for what is made over the raw API: <see cref="Labels"/>, and the one by which Testcontainers' reaper knows what to remove, where its
    /// image is to be had. What <see cref="Engine.NewContainer"/> describes has them by itself.</summary>
    public IReadOnlyDictionary<string, string> ResourceLabels => IsReaped
        ? new Dictionary<string, string>(Labels) { [ResourceReaper.ResourceReaperSessionLabel] = ReaperSession }
        : Labels;

    /// <summary>Testcontainers' reaper removes what this process leaves.</summary>
    internal bool IsReaped { get; set; }

    /// <summary>Under another session than its own Testcontainers starts no reaper for a container, and its disposal removes it all the same.</summary>
    internal string ReaperSession => (IsReaped ? ResourceReaper.DefaultSessionId : Id).ToString("D");

    /// <summary>Eight hexadecimal digits of the id, for names.</summary>
    public string ShortId => Id.ToString("N")[..8];
}

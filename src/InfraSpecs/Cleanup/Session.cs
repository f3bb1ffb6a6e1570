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

    /// <summary>The label that says which reaper removes it when its process ends.</summary>
    public const string ReaperLabel = "infraspecs.reaper";

    /// <param name="named">For which named thing all of it is; null for what ends with the process.</param>
    internal Session(NamedThing? named = null)
    {
        Named = named;
        Labels = named is null
            ? new Dictionary<string, string> { [IdLabel] = Id.ToString("N"), [OwnerLabel] = SessionOwner.Current.ToString() }
            : new Dictionary<string, string>(named.Labels) { [IdLabel] = Id.ToString("N") };
    }

    /// <summary>Unique to the session.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>What every resource of the session is labelled with.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>The labels for what is made over the raw API: <see cref="Labels"/>, and once the session's reaper is up <see cref="ReaperLabel"/>. What
    /// <see cref="Engine.NewContainer"/> describes has them by itself.</summary>
    public IReadOnlyDictionary<string, string> ResourceLabels => Reaper is { IsUp: true } ? new Dictionary<string, string>(Labels) { [ReaperLabel] = Reaper.Id } : Labels;

    /// <summary>The thing that people named for which all of it is made, and that outlives the process; null for what ends with it.</summary>
    public NamedThing? Named { get; }

    /// <summary>What removes from the engine what this process leaves; null where there is none.</summary>
    internal Reaper? Reaper { get; set; }

    /// <summary>Eight hexadecimal digits of the id, for names.</summary>
    public string ShortId => Id.ToString("N")[..8];
}

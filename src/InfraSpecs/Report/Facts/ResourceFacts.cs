namespace InfraSpecs.Report;

/// <summary>A line of a container's output.</summary>
internal readonly record struct LogLine(string? Time, string Text, bool IsError)
{
    /// <summary>"02:14:07.412": of an engine's whole date only the time, to the millisecond.</summary>
    public string? Clock => Time is { Length: > 19 } whole && whole[10] == 'T' && whole[4] == '-' ? whole[11..Math.Min(whole.Length, 23)].TrimEnd('Z') : Time;
}

/// <summary>What happened to a resource, as its engine told it.</summary>
internal sealed record EventFacts(long At, string Action, IReadOnlyList<(string Name, string Value)> Attributes)
{
    public string? this[string name] => Attributes.FirstOrDefault(it => it.Name == name).Value;
}

/// <summary>A container, network, volume or image of a run.</summary>
internal sealed class ResourceFacts(string id, long seen)
{
    /// <summary>Lines of output that are kept of one resource.</summary>
    public const int LinesKept = 400;

    public string Id { get; } = id;

    public long Seen { get; } = seen;

    public string? Type { get; set; }

    public string? Name { get; set; }

    public string? Image { get; set; }

    public string? Role { get; set; }

    /// <summary>Null if a fixture or the run made it.</summary>
    public SpecFacts? Spec { get; set; }

    /// <summary>Whose it is, unless it is a spec's own.</summary>
    public OwnerFacts Owner { get; set; }

    public Kept<EventFacts> Events { get; } = new(50, 150);

    public Kept<LogLine> Log { get; } = new(0, LinesKept);

    /// <summary>Lines that the recorder itself did not keep.</summary>
    public long Dropped { get; set; }

    /// <summary>Inspects as JSON, by when they were made.</summary>
    public Dictionary<string, string> Inspects { get; } = [];

    public string Called => Name ?? (Id.Length > 12 ? Id[..12] : Id);

    /// <summary>It may be why a spec failed: it is its own, of its fixtures, or for all.</summary>
    public bool Concerns(SpecFacts spec) => Spec == spec || (Spec is null && Owner.Concerns(spec));

    public void Forget()
    {
        Log.Clear();
        Inspects.Clear();
    }
}

/// <summary>A task of a service, and where it was when.</summary>
internal sealed class TaskFacts(string service, string id)
{
    public string Service { get; } = service;

    public string Id { get; } = id;

    public string? Slot { get; set; }

    public Kept<PlaceFacts> Places { get; } = new(50, 50);

    public string Called => Slot ?? $"{Service}.{(Id.Length > 12 ? Id[..12] : Id)}";
}

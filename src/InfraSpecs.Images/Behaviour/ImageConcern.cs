using InfraSpecs.Images.Behaviour;

namespace InfraSpecs.Images;

/// <summary>
/// What a container of an image is busy with: the programs that run for long, and what they listen on. Processes of one program are one, as a master and its workers; so are the copies that an
/// interpreter starts of its own script. Not counted are inits, shells, and what only keeps a container up (sleep, tail, cat), where they have something else beside or below them; jobs of
/// a cron; what was executed in the container from outside, as a health check; zombies; and what is gone at the second look.
/// </summary>
public sealed record ImageConcern
{
    /// <summary>The image.</summary>
    public required string Image { get; init; }

    /// <summary>Its id, "sha256:…".</summary>
    public required string ImageId { get; init; }

    /// <summary>What it EXPOSEs, as "80/tcp".</summary>
    public required IReadOnlyList<string> DeclaredPorts { get; init; }

    /// <summary>What it is busy with; one of them is one concern.</summary>
    public required IReadOnlyList<ConcernProgram> Programs { get; init; }

    /// <summary>All that ran for long, the main process first.</summary>
    public required IReadOnlyList<ImageProcess> Processes { get; init; }

    /// <summary>What is listened on.</summary>
    public required IReadOnlyList<ImagePort> Ports { get; init; }

    /// <summary>What is not as declared, a sentence each; empty where all is.</summary>
    /// <param name="declared">What the claim says; what it leaves open, the image says.</param>
    /// <exception cref="ArgumentException">A port is none.</exception>
    public IReadOnlyList<string> FindBreaches(DeclaredConcern declared) => ConcernRule.FindBreaches(this, declared);

    /// <summary>The processes, who came of whom, and who listens where.</summary>
    public override string ToString()
    {
        var seen = Processes.Select(it => it.Id).ToHashSet();
        var unseen = Ports.Where(it => !it.ProcessIds.Any(seen.Contains)).ToList();
        return ProcessTable.Write(Processes, Ports) + (unseen.Count == 0 ? "" : $"\nWhose is not seen: {string.Join(", ", unseen)}");
    }

    internal static ImageConcern Judge(string image, DeclaredByImage declared, InsideLook first, InsideLook second)
    {
        var before = first.Processes.Select(it => (it.Id, it.Start)).ToHashSet();
        IReadOnlyList<ImageProcess> lasting = [.. OfMain(second.Processes).Where(it => !it.IsZombie && before.Contains((it.Id, it.Start)))];
        IReadOnlyList<ImagePort> ports = [.. second.Ports.Where(it => !it.IsChosen || declared.Ports.Contains(it.ToString()))];
        return new ImageConcern
        {
            Image = image,
            ImageId = declared.ImageId,
            DeclaredPorts = declared.Ports,
            Programs = ConcernPrograms.Find(lasting, ports),
            Processes = lasting,
            Ports = ports,
        };
    }

    private static IEnumerable<ImageProcess> OfMain(IReadOnlyList<ImageProcess> all)
    {
        var parents = all.ToDictionary(it => it.Id, it => it.ParentId);
        return all.Where(it =>
        {
            var id = it.Id;
            while (id != 1 && parents.TryGetValue(id, out var parent)) id = parent;
            return id == 1;
        });
    }
}

/// <summary>One program that a container is busy with.</summary>
/// <param name="Name">The program's name: "nginx"; of what an interpreter runs, its name and the script's: "python3 worker.py".</param>
/// <param name="ProcessIds">Its processes, by the ids inside.</param>
/// <param name="Ports">What they listen on.</param>
public sealed record ConcernProgram(string Name, IReadOnlyList<int> ProcessIds, IReadOnlyList<ImagePort> Ports)
{
    /// <summary>"nginx (3 processes, 80/tcp)".</summary>
    public override string ToString() =>
        $"{Name} ({(ProcessIds.Count == 1 ? $"pid {ProcessIds[0]}" : $"{ProcessIds.Count} processes, first {ProcessIds[0]}")}{(Ports.Count == 0 ? "" : ", " + string.Join(", ", Ports))})";
}

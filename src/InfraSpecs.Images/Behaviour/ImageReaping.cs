using InfraSpecs.Images.Behaviour;

namespace InfraSpecs.Images;

/// <summary>Whether ended processes are reaped in a container of an image. One that nobody reaps, a zombie, keeps its number until the container ends; when numbers run out, nothing starts
/// any more.</summary>
public sealed record ImageReaping
{
    /// <summary>The image.</summary>
    public required string Image { get; init; }

    /// <summary>Process 1, which inherits every orphan.</summary>
    public required ImageProcess Main { get; init; }

    /// <summary>How long it had.</summary>
    public required TimeSpan Within { get; init; }

    /// <summary>After how long the orphan was gone; null if it stayed as a zombie.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>What has ended and is not reaped, the orphan among them.</summary>
    public required IReadOnlyList<ImageProcess> Zombies { get; init; }

    /// <summary>All that was there.</summary>
    public required IReadOnlyList<ImageProcess> Processes { get; init; }

    /// <summary>What is wrong, a sentence each; empty where everything is reaped.</summary>
    public IReadOnlyList<string> FindBreaches() =>
    [
        .. Took is null ? [$"PID 1, `{Main.CommandLine}`, did not reap an orphan within {FailureText.Duration(Within)}. {Advice}"] : (string[])[],
        .. Zombies.Where(it => it.ParentId != 1).Select(it => $"`[{it.Name}]` (pid {it.Id}) is a zombie: its parent, {Parent(it)}, does not wait for its children."),
        .. Took is null ? [] : Zombies.Where(it => it.ParentId == 1).Select(it => $"`[{it.Name}]` (pid {it.Id}) is a zombie: its parent, PID 1 `{Main.CommandLine}`, has not waited for it."),
    ];

    /// <summary>All processes, zombies marked.</summary>
    public override string ToString() => ProcessTable.Write(Processes, []);

    private string Advice => ProgramKind.IsShell(Main)
        ? "A shell reaps only while it waits for something: `exec` the program, under an init (tini as ENTRYPOINT, or `docker run --init`)."
        : "Start it under an init (tini as ENTRYPOINT, or `docker run --init`), or let it wait for every child at SIGCHLD.";

    private string Parent(ImageProcess zombie) => Processes.FirstOrDefault(it => it.Id == zombie.ParentId) is { } parent ? $"`{parent.CommandLine}` (pid {parent.Id})" : $"pid {zombie.ParentId}";
}

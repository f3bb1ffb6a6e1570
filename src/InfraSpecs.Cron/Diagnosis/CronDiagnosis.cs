using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>Why jobs do not run, or run in vain: each cause once, with the fact that it rests on and what to do.</summary>
/// <param name="Subject">The container or the image.</param>
/// <param name="Findings">What stops most comes first. What only follows from another is left out.</param>
public sealed record CronDiagnosis(string Subject, IReadOnlyList<CronFinding> Findings)
{
    private const int FindingsShown = 10;

    /// <summary>Why it is not known how jobs end; null where their runs are recorded, and of an image, from which none was started.</summary>
    public string? NotRecordedBecause { get; init; }

    /// <summary>Nothing was found.</summary>
    public bool IsClean => Findings.Count == 0;

    /// <summary>The first finding's sentence and fact, for the first line of a failure; null if nothing was found.</summary>
    public string? Headline => Findings.Count == 0 ? null : Findings[0].Headline;

    /// <summary>Concludes from what is known; asks nobody.</summary>
    /// <param name="evidence">What is known.</param>
    public static CronDiagnosis From(CronEvidence evidence) => new(evidence.Files.Container, Conclusions.Of(evidence));

    /// <summary>Looks at an image without running it: a container is made from it, read by the engine's archives, and removed. Only what is certain
    /// from files is found; what an entry point changes before it starts cron is not seen.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">An image source by name, or a reference.</param>
    /// <param name="token">Ends it; nothing is left then.</param>
    /// <exception cref="ImageUnavailableException">The image cannot be had.</exception>
    /// <exception cref="ImageBuildException">The image source could not be built.</exception>
    public static async Task<CronDiagnosis> OfImageAsync(Engine engine, string image, CancellationToken token)
    {
        var reference = await engine.Images.GetAsync(image, token);
        var parameters = new CreateContainerParameters { Image = reference, Labels = engine.Session.ResourceLabels.ToDictionary(), HostConfig = new HostConfig { NetworkMode = "none" } };
        // Cancelled while it is made, the container would be left until the session ends.
        var container = await engine.Client.Containers.CreateContainerAsync(parameters, CancellationToken.None);
        try
        {
            return From(new CronEvidence { Files = await CronFiles.ReadAsync(engine, container.ID, reference, token) });
        }
        finally
        {
            var remove = new ContainerRemoveParameters { Force = true, RemoveVolumes = true };
            await engine.RemovingAsync($"container {container.ID[..12]}", () => engine.Client.Containers.RemoveContainerAsync(container.ID, remove, CancellationToken.None));
        }
    }

    /// <summary>A paragraph for each of the first findings.</summary>
    public override string ToString() => IsClean
        ? $"Nothing was found that keeps the jobs of {Subject} from running{(NotRecordedBecause is { } why ? $"; how they end is not known, for they were not recorded: {why}" : ".")}"
        : string.Join('\n', [.. Findings.Take(FindingsShown), .. (Findings.Count > FindingsShown ? [$"… and {Findings.Count - FindingsShown} more"] : (IEnumerable<string>)[])]);
}

namespace InfraSpecs.Swarm;

/// <summary>Why a node could not pull the image of a task. The managers say "No such image", whatever it was; the node's engine knows.</summary>
/// <param name="Image">The image, without its digest.</param>
/// <param name="Said">What the engine said; of an image that it asked a mirror for, first what that said.</param>
internal sealed record PullFailure(string Image, string Said)
{
    /// <summary>How the managers begin what they say of it.</summary>
    public const string NoSuchImage = "No such image: ";

    private const string Failed = "pulling image failed";
    private const string NextEndpoint = "Attempting next endpoint for pull after error: ";

    public string Sentence => $"pulling {Image} failed: {Said}";

    public string Advice => PullAdvice.For(Said, Image);

    /// <summary>A line that may tell of a pull.</summary>
    public static bool IsToldBy(string line) => line.Contains(Failed, StringComparison.Ordinal) || line.Contains(NextEndpoint, StringComparison.Ordinal);

    /// <param name="lines">Those of the node's engine that may tell of a pull, in their order.</param>
    /// <param name="taskId">The task's ID.</param>
    /// <param name="image">Its image, without the digest.</param>
    /// <returns>Null if they do not tell of this task.</returns>
    public static PullFailure? Find(IReadOnlyList<EngineLogLine> lines, string taskId, string image)
    {
        var at = lines.ToList().FindIndex(it => it.Message == Failed && it.TaskId == taskId);
        if (at < 0) return null;
        var own = lines.Take(at).Reverse().TakeWhile(it => it.Message != Failed).Reverse();
        return Of([.. own], lines[at].Error, image);
    }

    /// <summary>The engine notes what a mirror said without saying for what, and pulls several images at a time: what cannot be told apart is told together.</summary>
    /// <param name="before">What the engine noted before.</param>
    /// <param name="said">What it said in the end.</param>
    /// <param name="image">The image.</param>
    public static PullFailure Of(IReadOnlyList<EngineLogLine> before, string said, string image)
    {
        if (!IsOfDefaultRegistry(image)) return new PullFailure(image, said);
        var mirrors = before.Where(it => it.Message.StartsWith(NextEndpoint, StringComparison.Ordinal)).Select(it => it.Message[NextEndpoint.Length..]).Distinct()
            .Where(it => !said.Contains(it, StringComparison.Ordinal)).ToList();
        var own = mirrors.Where(it => it.Contains(ImageName.Split(image).Repository, StringComparison.Ordinal)).ToList();
        return new PullFailure(image, string.Join("; ", [.. own.Count > 0 ? own : mirrors, mirrors.Count > 0 ? $"and then: {said}" : said]));
    }

    /// <summary>It names no registry: mirrors are asked for it first, and what they said is in the engine's log alone.</summary>
    public static bool IsOfDefaultRegistry(string image) => ImageName.Split(image).Registry is null;
}

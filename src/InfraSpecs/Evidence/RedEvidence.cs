namespace InfraSpecs.Extensibility;

/// <summary>What was found of a spec that fails.</summary>
/// <param name="Causes">What may be why, by <see cref="DiagnosisRules"/>, the likeliest first.</param>
/// <param name="Containers">The containers that are concerned, those that were removed before the verdict among them.</param>
public sealed record RedEvidence(IReadOnlyList<LikelyCause> Causes, IReadOnlyList<ContainerFacts> Containers)
{
    private const int LongestText = 256 * 1024;

    /// <summary>As a text for people: the causes, then each container's state and last lines. At most 256 Ki characters.</summary>
    /// <returns>Empty where nothing was found.</returns>
    public override string ToString()
    {
        IEnumerable<string> lines = [.. Causes.Select(it => $"{it}"), .. Containers.SelectMany(Of)];
        var text = string.Join('\n', lines).Trim('\n');
        return text.Length <= LongestText ? text : text[..LongestText] + "\n(cut)";
    }

    private static IEnumerable<string> Of(ContainerFacts it) =>
    [
        "",
        $"{it.Name} ({it.Image}): {State(it)}",
        .. it.HealthOutput is { Length: > 0 } health ? [$"  its health check is {it.Health}, and says: {health.Trim()}"] : Array.Empty<string>(),
        .. it.LastLines.Count == 0 ? ["  It printed nothing."] : it.LastLines.Select(line => $"  | {line}"),
    ];

    private static string State(ContainerFacts it) => string.Concat(
        it.Status,
        it.Status is "exited" or "dead" ? $" with code {it.ExitCode}" : "",
        it.OutOfMemory ? ", out of memory" : "",
        it.RestartCount > 0 ? $", restarted {FailureText.Count(it.RestartCount, "time")}" : "",
        it.Broken is { } broken ? $"; {broken}" : "");
}

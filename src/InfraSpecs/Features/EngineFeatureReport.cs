namespace InfraSpecs;

/// <summary>What an engine offers, and why not the rest.</summary>
/// <param name="Present">The features that worked when they were tried.</param>
/// <param name="Missing">Each feature that did not, with what was seen.</param>
public sealed record EngineFeatureReport(EngineFeatures Present, IReadOnlyDictionary<EngineFeatures, string> Missing)
{
    /// <summary>A sentence on what is missing of <paramref name="wanted"/>; null if all is there.</summary>
    /// <param name="wanted">What a spec needs.</param>
    public string? WhyNot(EngineFeatures wanted)
    {
        var missing = Missing.Where(feature => wanted.HasFlag(feature.Key)).Select(feature => $"{feature.Key} ({feature.Value})").ToList();
        return missing.Count == 0 ? null : $"the engine does not offer {string.Join(" and ", missing)}";
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Present}{string.Concat(Missing.Select(feature => $"; not {feature.Key}: {feature.Value}"))}";
}

namespace InfraSpecs.Swarm;

/// <summary>Values of an enum as the engine writes them: "ready", "drain".</summary>
internal static class EngineWords
{
    public static string Word(this Enum value) => value.ToString().ToLowerInvariant();

    /// <returns>The first of the values for a word that is none of them.</returns>
    public static T Read<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : default;
}

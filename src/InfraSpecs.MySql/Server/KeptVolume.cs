namespace InfraSpecs.MySql;

/// <summary>A golden volume as an engine has it.</summary>
/// <param name="Name">Its name on the engine.</param>
/// <param name="Made">When it was made, by the engine's clock.</param>
/// <param name="LastUsed">When a server last began with a copy of it, to 10 minutes, by the engine's clock.</param>
/// <param name="Bytes">What it takes on the engine's disk, as measured when it was made; null where that is unknown.</param>
/// <param name="IsWhole">False while it is being made, and where making it was cut off.</param>
/// <param name="IsInUse">A container has it: a server that runs, or one that makes it.</param>
public sealed record KeptVolume(string Name, DateTimeOffset Made, DateTimeOffset LastUsed, long? Bytes, bool IsWhole, bool IsInUse)
{
    /// <summary>The volumes without content that say that it is whole, and when it was used.</summary>
    internal IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>By which its marks know it.</summary>
    internal string MadeId { get; init; } = "";
}

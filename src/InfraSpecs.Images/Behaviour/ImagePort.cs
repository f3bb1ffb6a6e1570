namespace InfraSpecs.Images;

/// <summary>A port that a container of an image listens on. For UDP, which has no listening, it is a socket that takes from everybody.</summary>
/// <param name="Number">1 to 65535.</param>
/// <param name="Protocol">"tcp" or "udp".</param>
/// <param name="IsLoopbackOnly">It is reached from inside of the container only.</param>
/// <param name="ProcessIds">Who has it open, by the ids inside; empty where that cannot be seen.</param>
public sealed record ImagePort(int Number, string Protocol, bool IsLoopbackOnly, IReadOnlyList<int> ProcessIds)
{
    /// <summary>The kernel chose its number, as it does for a client's socket.</summary>
    internal bool IsChosen { get; init; }

    /// <summary>The port as EXPOSE writes it: "80/tcp".</summary>
    public override string ToString() => $"{Number}/{Protocol}";
}

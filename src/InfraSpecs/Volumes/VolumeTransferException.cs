namespace InfraSpecs;

/// <summary>A volume could not be read or written to its end.</summary>
public sealed class VolumeTransferException : InfraSpecsException
{
    private VolumeTransferException(string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner)
    {
    }

    internal static VolumeTransferException EndedEarly(DataVolumeContainer data, long bytes) => new(
        data.Name, $"The volume at {data} could not be read: the engine's answer ended early.",
        [FormattableString.Invariant($"Read: {bytes:N0} bytes")], "look whether the engine still answers, and at its log.");

    internal static VolumeTransferException TarFailed(DataVolumeContainer data, long exitCode, IReadOnlyList<string> said) => new(
        data.Name, $"The volume at {data} could not be exported: tar exited {exitCode}.",
        said.Count == 0 ? ["It said nothing."] : ["It said:", .. said.Select(line => "| " + line)],
        "mend what it names; the archive is not complete and was thrown away.");

    internal static VolumeTransferException NotATar(DataVolumeContainer data, string what, Exception? inner) => new(
        data.Name, $"The volume at {data} could not be exported: {what}.", [], "look at the engine's log; the archive was thrown away.", inner);

    internal static VolumeTransferException NotLoaded(DataVolumeContainer data, string archive, Exception inner) => new(
        archive, $"{archive} could not be restored to {data}: the engine would not take it.", [EngineMessage.Of(inner)],
        IsFull(EngineMessage.Of(inner))
            ? "make room on the engine's disk. Nothing of the restore was left."
            : "mend what the engine names; if it names nothing that you know, look at its log. Nothing of the restore was left.", inner);

    internal static VolumeTransferException HalfLeft(DataVolumeContainer data, string archive, Exception failure, Exception cleanUp) => new(
        archive, $"{archive} could not be restored to {data}, and a part of it is left there.",
        [$"The restore: {failure.Message}", $"The clean-up: {cleanUp.Message}"], "empty the volume before anything uses it.", failure);

    internal static VolumeTransferException NotEmptied(DataVolumeContainer data, string said) => new(
        data.Name, $"The volume at {data} could not be emptied.", [said], "look who holds its files, or restore into a new volume.");

    private static bool IsFull(string said) =>
        said.Contains("no space left", StringComparison.OrdinalIgnoreCase) || said.Contains("quota exceeded", StringComparison.OrdinalIgnoreCase);
}

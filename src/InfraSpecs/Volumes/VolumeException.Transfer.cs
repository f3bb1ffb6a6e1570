namespace InfraSpecs;

public sealed partial class VolumeException
{
    internal static VolumeException NotEmpty(DataVolumeContainer data, string archive) => new(
        VolumeReason.NotEmpty, data.Name, $"{archive} is not restored into the volume at {data}: it is not empty.",
        ["Files of two backups mixed in one folder are worth nothing: a database finds the redo log of the other."],
        "restore into a new volume by leaving VolumeRestoreOptions.Into null, or set EmptyFirst to delete what is there.");

    internal static VolumeException EndedEarly(DataVolumeContainer data, long bytes) => new(
        VolumeReason.NotRead, data.Name, $"The volume at {data} could not be read: the engine's answer ended early.",
        [FormattableString.Invariant($"Read: {bytes:N0} bytes")], "look whether the engine still answers, and at its log.");

    internal static VolumeException TarFailed(DataVolumeContainer data, long exitCode, IReadOnlyList<string> said) => new(
        VolumeReason.NotRead, data.Name, $"The volume at {data} could not be exported: tar exited {exitCode}{(FailureText.Complaint(said) is { } line ? $": {line.TrimEnd('.')}" : "")}.",
        FailureText.Quote("It said:", said, "It said nothing."),
        "mend what it names; the archive is not complete and was thrown away.");

    internal static VolumeException NotATar(DataVolumeContainer data, string what, Exception? inner) => new(
        VolumeReason.NotRead, data.Name, $"The volume at {data} could not be exported: {what}.", [], "look at the engine's log; the archive was thrown away.", inner);

    internal static VolumeException NotLoaded(DataVolumeContainer data, string archive, Exception inner) => new(
        VolumeReason.NotLoaded, archive, $"{archive} could not be restored to {data}: the engine would not take it: {FailureText.Sentence(EngineMessage.Of(inner))}", [],
        IsFull(EngineMessage.Of(inner))
            ? "make room on the engine's disk. Nothing of the restore was left."
            : "mend what the engine names; if it names nothing that you know, look at its log. Nothing of the restore was left.", inner);

    internal static VolumeException HalfLeft(DataVolumeContainer data, string archive, Exception failure, Exception cleanUp) => new(
        VolumeReason.HalfLeft, archive, $"{archive} could not be restored to {data}, and a part of it is left there.",
        [$"The restore: {failure.Message}", $"The clean-up: {cleanUp.Message}"], "empty the volume before anything uses it.", failure);

    internal static VolumeException NotEmptied(DataVolumeContainer data, string said) => new(
        VolumeReason.NotEmptied, data.Name, $"The volume at {data} could not be emptied: {FailureText.Sentence(said)}", [], "look who holds its files, or restore into a new volume.");

    private static bool IsFull(string said) =>
        said.Contains("no space left", StringComparison.OrdinalIgnoreCase) || said.Contains("quota exceeded", StringComparison.OrdinalIgnoreCase);
}

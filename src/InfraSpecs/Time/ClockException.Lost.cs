using InfraSpecs.Time;

namespace InfraSpecs;

public sealed partial class ClockException
{
    internal static ClockException Replaced(string container, string? found) => new(
        ClockReason.ControlReplaced,
        container,
        $"{container}: something in the container {(found is null ? "removed" : "changed")} {ClockFiles.Control}, by which its clock is told the time.",
        found is null ? [] : [$"It holds: {found.TrimEnd()[..Math.Min(found.TrimEnd().Length, 100)]}"],
        "look for what cleans up or writes to /vt in the container; what ran since then may have seen real time.");

    internal static ClockException Removed(string container) => new(
        ClockReason.ContainerRemoved,
        container,
        $"{container}: the container was removed, and its clock with it.",
        [],
        "keep the container until the last verb of its clock has ended.");

    internal static ClockException Late(string container, TimeSpan leap) => new(
        ClockReason.Leapt,
        container,
        $"{container}: the engine took so long to set the clock that it leapt {FailureText.Duration(leap)} at once.",
        ["Cron daemons that stood still for up to 10 s make up for what they missed; beyond that they drop runs."],
        "use a lower speed, or give the machine less to do.");
}

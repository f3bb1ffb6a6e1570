using InfraSpecs.Time;

namespace InfraSpecs;

/// <summary>A container's clock did not do what it was told: what happened in the container cannot be trusted.</summary>
public sealed class ClockLostException : InfraSpecsException
{
    private ClockLostException(string container, string headline, IEnumerable<string> facts, string advice)
        : base(container, headline, facts, advice)
    {
    }

    internal static ClockLostException Replaced(string container, string? found) => new(
        container,
        $"{container}: something in the container {(found is null ? "removed" : "changed")} {ClockFiles.Control}, by which its clock is told the time.",
        found is null ? [] : [$"It holds: {found.TrimEnd()[..Math.Min(found.TrimEnd().Length, 100)]}"],
        "look for what cleans up or writes to /vt in the container; what ran since then may have seen real time.");

    internal static ClockLostException Removed(string container) => new(
        container,
        $"{container}: the container was removed, and its clock with it.",
        [],
        "keep the container until the last verb of its clock has ended.");

    internal static ClockLostException Late(string container, TimeSpan leap) => new(
        container,
        $"{container}: the engine took so long to set the clock that it leapt {Internal.FailureText.Duration(leap)} at once.",
        ["Cron daemons that stood still for up to 10 s make up for what they missed; beyond that they drop runs."],
        "use a lower speed, or give the machine less to do.");
}

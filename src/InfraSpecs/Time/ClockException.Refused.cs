namespace InfraSpecs;

public sealed partial class ClockException
{
    internal static ClockException Backwards(string container, DateTimeOffset shown, DateTimeOffset asked) => new(
        ClockReason.Backwards,
        container,
        $"{container}: its clock shows {shown:yyyy-MM-dd HH:mm:ss} UTC and cannot go back to {asked.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.",
        [],
        "start a new container at that time; programs, cron first of all, do not expect that time goes back.");

    internal static ClockException TooFast(string container, double speed) => new(
        ClockReason.SpeedImpossible,
        container,
        FormattableString.Invariant($"{container}: its clock cannot run {speed:0.###} times as fast as real time; more than 0 and up to {ContainerClock.FastestSpeed} is possible."),
        [],
        "use 60, a minute in each second; beyond 300 programs find no time to do what is due in a minute. What lies between can be skipped with AdvanceToAsync.");

    internal static ClockException NotForward(string container, TimeSpan duration) => new(
        ClockReason.DurationImpossible,
        container,
        $"{container}: its clock cannot run for {duration}.",
        [],
        "name a duration that is longer than nothing and shorter than ten years.");
}

using System.Globalization;

namespace InfraSpecs.Time;

/// <summary>What the control file in the container says; fixtures/clock/clock.h has its meaning. Speeds are thousandths.</summary>
/// <param name="Real">The engine's instant from which the rest holds.</param>
/// <param name="Virtual">What the container's clock shows then.</param>
/// <param name="Before">The speed until then.</param>
/// <param name="Speed">The speed from then on, for <paramref name="Span"/>.</param>
/// <param name="Span">In real time.</param>
/// <param name="After">The speed after that.</param>
internal sealed record ClockControl(DateTimeOffset Real, DateTimeOffset Virtual, long Before, long Speed, TimeSpan Span, long After)
{
    public const long RealSpeed = 1000;

    public static ClockControl Steady(DateTimeOffset real, DateTimeOffset shown, long speed) => new(real, shown, speed, speed, TimeSpan.Zero, speed);

    /// <summary>What the container's clock shows at an instant of the engine's.</summary>
    public DateTimeOffset At(DateTimeOffset real)
    {
        var passed = real - Real;
        if (passed < TimeSpan.Zero) return Virtual + Scaled(passed, Before);
        return passed <= Span ? Virtual + Scaled(passed, Speed) : Virtual + Scaled(Span, Speed) + Scaled(passed - Span, After);
    }

    public long SpeedAt(DateTimeOffset real) => real < Real ? Before : real <= Real + Span ? Speed : After;

    /// <summary>The one line of the control file.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Nanoseconds(Real)} {Nanoseconds(Virtual)} {Before} {Speed} {Span.Ticks * TimeSpan.NanosecondsPerTick} {After}\n");

    private static long Nanoseconds(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static TimeSpan Scaled(TimeSpan time, long speed) => new((long)((Int128)time.Ticks * speed / RealSpeed));
}

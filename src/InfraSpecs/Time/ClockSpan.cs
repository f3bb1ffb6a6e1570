namespace InfraSpecs;

/// <summary>A stretch of a container's time that passed without a jump.</summary>
/// <param name="From">Its beginning, by the container's clock, in UTC.</param>
/// <param name="To">Its end; of the span that has not ended, the moment at which it was looked at.</param>
/// <param name="Speed">How fast it passed beside real time: 0 frozen, 1 as real time does, 60 a minute in each second.</param>
public sealed record ClockSpan(DateTimeOffset From, DateTimeOffset To, double Speed);

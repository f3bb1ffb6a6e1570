namespace InfraSpecs.Cron;

/// <summary>A moment at which local time becomes something else.</summary>
/// <param name="At">The instant, in UTC.</param>
/// <param name="Offset">What local time is ahead of UTC from then on.</param>
internal readonly record struct ZoneChange(DateTime At, TimeSpan Offset);

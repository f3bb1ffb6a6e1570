namespace InfraSpecs.Cron;

/// <summary>Makes a <see cref="TimeZoneInfo"/> of changes at any instant: a rule for each span between two of them. It is exact until the end of 2199.</summary>
internal static class ZoneTable
{
    private const int FirstYear = 1970;
    private const int LastYear = 2199;

    private static readonly DateTime Beginning = DateTime.UnixEpoch;

    /// <param name="name">Its name.</param>
    /// <param name="zone">As it is written out.</param>
    /// <returns>Null if there can be no such zone here: it is more than 14 h from UTC, or not by whole minutes.</returns>
    public static TimeZoneInfo? Create(string name, PosixZone zone) => Build(name, zone.Standard, zone.Standard, zone.Changes(FirstYear, LastYear));

    /// <param name="name">Its name.</param>
    /// <param name="file">As its file has it.</param>
    /// <returns>Null if there can be no such zone here, or its file counts leap seconds, or ends with what nobody understands.</returns>
    public static TimeZoneInfo? Create(string name, TzFile file)
    {
        var after = PosixZone.Parse(file.Footer);
        if (file.HasLeapSeconds || (after is null && file.Footer.Length > 0)) return null;
        var listed = file.Changes.Count > 0 ? file.Changes[^1] : new ZoneChange(DateTime.MinValue, file.First);
        var later = after is null ? [] : after.Changes(Math.Max(FirstYear, listed.At.Year), LastYear).Where(it => it.At > listed.At).ToList();
        // A file without a list holds what its last line says.
        var first = file.Changes.Count == 0 && after is not null ? after.Standard : file.First;
        return Build(name, after?.Standard ?? listed.Offset, first, file.Changes.Concat(later));
    }

    private static TimeZoneInfo? Build(string name, TimeSpan standard, TimeSpan first, IEnumerable<ZoneChange> changes)
    {
        List<TimeZoneInfo.AdjustmentRule> rules = [];
        var (offset, from) = (first, Beginning);
        try
        {
            foreach (var change in changes)
            {
                if (change.At > from && change.Offset != offset)
                {
                    rules.Add(Rule(from, change.At.AddTicks(-1), offset - standard));
                    from = change.At;
                }

                offset = change.Offset;
            }

            rules.Add(Rule(from, DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), offset - standard));
            return TimeZoneInfo.CreateCustomTimeZone(name, standard, name, name, name, rules.Count == 1 && offset == standard ? [] : [.. rules]);
        }
        catch (Exception e) when (e is ArgumentException or InvalidTimeZoneException)
        {
            return null;
        }
    }

    private static TimeZoneInfo.AdjustmentRule Rule(DateTime from, DateTime to, TimeSpan ahead) =>
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(from, to, TimeSpan.Zero, Transition(1), Transition(2), ahead);

    /// <summary>A rule must have two, which say nothing where summer time is no more than standard time.</summary>
    private static TimeZoneInfo.TransitionTime Transition(int month) => TimeZoneInfo.TransitionTime.CreateFixedDateRule(DateTime.MinValue, month, 1);
}

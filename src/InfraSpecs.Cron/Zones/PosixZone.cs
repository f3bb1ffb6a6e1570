using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>A zone that is written out: "CET-1CEST,M3.5.0,M10.5.0/3", "&lt;+03&gt;-3" (tzset(3)); the last line of a zone's file too.</summary>
/// <param name="Standard">What standard time is ahead of UTC.</param>
/// <param name="Summer">What summer time is ahead of UTC; the same where there is none.</param>
/// <param name="Begins">When summer time begins, by standard time; null where there is none.</param>
/// <param name="Ends">When it ends, by summer time.</param>
internal sealed partial record PosixZone(TimeSpan Standard, TimeSpan Summer, PosixRule? Begins, PosixRule? Ends)
{
    private static readonly TimeSpan MostHours = TimeSpan.FromHours(24);

    /// <summary>Whether a text begins as a zone that is written out; a C library takes others for UTC.</summary>
    public static bool IsBegun(string text) => NameAndOffset().IsMatch(text);

    /// <returns>Null if the text is no zone of this kind.</returns>
    /// <param name="text">As in TZ.</param>
    /// <param name="usual">The rules where it has summer time and no rules; null if those are not known.</param>
    public static PosixZone? Parse(string text, string? usual = null)
    {
        if (Zone().Match(text) is not { Success: true } match) return null;
        var standard = -Offset(match.Groups["offset"].Value);
        if (!match.Groups["summer"].Success) return new(standard, standard, null, null);
        var summer = match.Groups["ahead"] is { Success: true } ahead ? -Offset(ahead.Value) : standard + TimeSpan.FromHours(1);
        var rules = match.Groups["rules"] is { Success: true } written ? written.Value : usual;
        return rules?.Split(',') is [var first, var second] && Rule(first) is { } begins && Rule(second) is { } ends ? new(standard, summer, begins, ends) : null;
    }

    /// <summary>The changes of some years, first to last. Of each year by UTC the C libraries look at its own two changes only.</summary>
    public IEnumerable<ZoneChange> Changes(int from, int to) => Begins is { } begins && Ends is { } ends
        ? Enumerable.Range(from, to - from + 1).SelectMany(year => OfYear(year, begins.In(year) - Standard, ends.In(year) - Summer))
        : [];

    private IEnumerable<ZoneChange> OfYear(int year, DateTime begins, DateTime ends)
    {
        yield return new ZoneChange(new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc), begins > ends ? Summer : Standard);
        ZoneChange[] both = [new(begins, Summer), new(ends, Standard)];
        foreach (var change in both.Where(it => it.At.Year == year).OrderBy(it => it.At)) yield return change;
    }

    private static PosixRule? Rule(string text)
    {
        var (day, time) = text.Split('/') is [var before, var after] ? (before, Time(after)) : (text, TimeSpan.FromHours(2));
        int[] numbers = [.. day.TrimStart('M', 'J').Split('.').Select(it => int.Parse(it, CultureInfo.InvariantCulture))];
        return (day[0], numbers) switch
        {
            ('M', [>= 1 and <= 12, >= 1 and <= 5, <= 6]) => new('M', numbers[0], numbers[1], numbers[2], time),
            ('J', [>= 1 and <= 365]) => new('J', 0, 0, numbers[0], time),
            (not ('M' or 'J'), [<= 365]) => new('0', 0, 0, numbers[0], time),
            _ => null,
        };
    }

    private static TimeSpan Offset(string text) => Time(text) is var time && time > MostHours ? MostHours : time < -MostHours ? -MostHours : time;

    private static TimeSpan Time(string text)
    {
        int[] parts = [.. text.TrimStart('+', '-').Split(':').Select(it => int.Parse(it, CultureInfo.InvariantCulture)), 0, 0];
        return new TimeSpan(parts[0], parts[1], parts[2]) * (text[0] == '-' ? -1 : 1);
    }

    private const string Name = "([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
    private const string Clock = "\\d{1,3}(:\\d{1,2}){0,2}";
    private const string OneRule = "(M\\d{1,2}\\.\\d\\.\\d|J?\\d{1,3})(/[+-]?" + Clock + ")?";

    [GeneratedRegex("^" + Name + "[+-]?\\d", RegexOptions.ExplicitCapture)]
    private static partial Regex NameAndOffset();

    [GeneratedRegex("^" + Name + "(?<offset>[+-]?" + Clock + ")(?<summer>" + Name + "(?<ahead>[+-]?" + Clock + ")?(,?(?<rules>" + OneRule + "," + OneRule + ")|,?))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Zone();
}

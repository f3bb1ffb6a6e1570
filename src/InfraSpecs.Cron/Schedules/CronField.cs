using System.Globalization;

namespace InfraSpecs.Cron;

/// <summary>One of the five fields of a schedule, and how it is read: Vixie cron's get_list and get_range, busybox's ParseField.</summary>
internal sealed record CronField(CronScheduleField Field, int First, int Last, string Example, string[]? Names = null)
{
    private const char Every = '*';

    public static readonly CronField Minute = new(CronScheduleField.Minute, 0, 59, "0,30 or 10-20 or */5");
    public static readonly CronField Hour = new(CronScheduleField.Hour, 0, 23, "6,18 or 8-17 or */2");
    public static readonly CronField DayOfMonth = new(CronScheduleField.DayOfMonth, 1, 31, "1,15 or 1-7 or */2");
    public static readonly CronField Month = new(CronScheduleField.Month, 1, 12, "1,7 or jan-mar or */3", ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);
    public static readonly CronField DayOfWeek = new(CronScheduleField.DayOfWeek, 0, 7, "1,3 or mon-fri or */2", ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);

    private string Allowed =>
        $"{First} to {Last}{(Names is null ? "" : $", a name as {Names[1]}")}{(this == DayOfWeek ? " (0 and 7 are Sunday)" : "")} or *, also as {Example}";

    /// <summary>The values that a text stands for; or what is wrong with it.</summary>
    public CronScheduleError? Read(string text, CronDaemon daemon, out SortedSet<int> values)
    {
        values = [];
        foreach (var part in text.Split(','))
        {
            if (ReadPart(part, daemon, values) is { } reason) return new(Field, text, reason, Allowed);
        }

        if (this == DayOfWeek && values.Remove(7)) values.Add(0);
        return null;
    }

    private string? ReadPart(string part, CronDaemon daemon, SortedSet<int> values)
    {
        var (range, step) = part.Split('/') switch
        {
            [var only] => (only, "1"),
            [var before, var after] => (before, after),
            _ => ("", ""),
        };
        if (range.Length == 0) return "a part of it is empty";
        if (range.Contains('~')) return "cronie picks one of a ~ range at random, so that nobody knows when it is due";
        if (range is not [Every] && !range.Contains('-') && part.Contains('/')) return $"a step needs * or a range before it, as {First}-{Last}/{step}";
        if (Number(step) is not (>= 1 and var stride)) return $"the step '{step}' is not a number from 1 on";
        if (range is [Every])
        {
            // busybox counts days of the month from 0, so that */2 is 2, 4, … there and 1, 3, … elsewhere.
            var from = daemon == CronDaemon.Busybox && this == DayOfMonth ? 0 : First;
            Add(values, from, Last, stride);
            return null;
        }

        var ends = range.Split('-').Select(Value).ToList();
        if (ends.Count > 2 || ends.Contains(null)) return Names is null ? "it is not a number" : "it is neither a number nor a name of three letters";
        var (low, high) = (ends[0]!.Value, ends[^1]!.Value);
        if (low < First || low > Last || high < First || high > Last) return "it is out of range";
        return low <= high ? Forwards(values, low, high, stride, daemon) : Backwards(values, low, high, stride, daemon);
    }

    private string? Forwards(SortedSet<int> values, int low, int high, int stride, CronDaemon daemon)
    {
        // The loop in ParseField never meets 7 and ends when every day is set.
        if (daemon == CronDaemon.Busybox && this == DayOfWeek && low < high && high == 7)
        {
            return "busybox takes a range up to 7 for every day";
        }

        Add(values, low, high, stride);
        return null;
    }

    private string? Backwards(SortedSet<int> values, int low, int high, int stride, CronDaemon daemon)
    {
        if (daemon != CronDaemon.Busybox) return "the range runs backwards, which cron takes without a word for never";
        if (this == DayOfMonth || this == DayOfWeek) return "the range runs backwards";
        var size = Last - First + 1;
        for (var value = low; value <= high + size; value += stride) values.Add(First + ((value - First) % size));
        return null;
    }

    private void Add(SortedSet<int> values, int low, int high, int stride)
    {
        for (var value = low; value <= high; value += stride)
        {
            if (value >= First) values.Add(value);
        }
    }

    private int? Value(string text)
    {
        var name = Array.FindIndex(Names ?? [], it => it.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name >= 0 ? name + First : Number(text);
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

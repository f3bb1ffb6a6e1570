using System.Globalization;

namespace InfraSpecs.Cli;

/// <summary>Sizes and ages, as people say them.</summary>
internal static class Amounts
{
    private static readonly (double Bytes, string Unit)[] Units = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")];

    public static string Size(long bytes)
    {
        foreach (var (unit, name) in Units)
        {
            if (bytes >= unit) return string.Create(CultureInfo.InvariantCulture, $"{bytes / unit:0.#} {name}");
        }

        return $"{bytes} B";
    }

    /// <summary>"5 days", "3 h", "12 min".</summary>
    public static string Age(TimeSpan age) =>
        age < TimeSpan.FromMinutes(1) ? "less than 1 min"
        : age < TimeSpan.FromHours(1) ? $"{(int)age.TotalMinutes} min"
        : age < TimeSpan.FromDays(2) ? $"{(int)age.TotalHours} h"
        : $"{(int)age.TotalDays} days";
}

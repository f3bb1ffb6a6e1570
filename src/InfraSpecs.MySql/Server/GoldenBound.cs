namespace InfraSpecs.MySql;

/// <summary>
/// How much an engine keeps. It is no option: what goes is made again by the next server that wants it, in seconds, and an engine is shared by processes that would
/// not agree.
/// </summary>
internal static class GoldenBound
{
    /// <summary>Twice what a project with a dozen kinds of servers needs, before and after a new image.</summary>
    public const int Volumes = 20;

    /// <summary>20 of some 100 to 250 MB are below it. It is for those whose initialisation scripts load much.</summary>
    public const long Bytes = 10_000_000_000;

    /// <summary>What is counted for one whose size nobody knows: what a new data directory of MySQL 8 takes.</summary>
    public const long UnknownBytes = 200_000_000;

    /// <summary>Who has not come back after two weeks has another image by then.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(14);

    /// <summary>The container of whoever makes one has it from the first seconds to the end. This is for the seconds.</summary>
    public static readonly TimeSpan BegunWithin = TimeSpan.FromMinutes(5);

    /// <summary>What an engine need not keep: what was cut off, what nobody came back for, and beyond the bound those whose use is the longest ago. Never one in use.</summary>
    /// <param name="volumes">All that it has.</param>
    /// <param name="now">By the engine's clock, more or less.</param>
    /// <param name="made">The name of the one that was made just now and is about to be used; null if none was.</param>
    public static IReadOnlyList<KeptVolume> Choose(IReadOnlyList<KeptVolume> volumes, DateTimeOffset now, string? made)
    {
        var (count, bytes) = (volumes.Count, volumes.Sum(BytesOf));
        List<KeptVolume> chosen = [];
        foreach (var it in volumes.OrderBy(it => it.LastUsed).ThenBy(it => it.Made).ThenBy(it => it.Name, StringComparer.Ordinal))
        {
            if (it.IsInUse || it.Name == made || !MayGo(it)) continue;
            chosen.Add(it);
            (count, bytes) = (count - 1, bytes - BytesOf(it));
        }

        return chosen;

        bool MayGo(KeptVolume it) => it.IsWhole ? now - it.LastUsed > KeptFor || count > Volumes || bytes > Bytes : now - it.Made > BegunWithin;
    }

    private static long BytesOf(KeptVolume volume) => volume.Bytes ?? (volume.IsWhole ? UnknownBytes : 0);
}

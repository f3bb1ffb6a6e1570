using System.Globalization;

namespace InfraSpecs;

/// <summary>What a fault had done when it was looked at. A packet is one of the wire; where a fault only delays, it may be a large one that the kernel has not cut yet.</summary>
public sealed record FaultEffect
{
    /// <summary>Which container had it.</summary>
    public required string Container { get; init; }

    /// <summary>The fault in words: "delay 200 ms, both ways".</summary>
    public required string Fault { get; init; }

    /// <summary>What is counted: "packet" of a network, "write" to a disk, which is also a flush or another change, "thread" that
    /// stood still, "pause" because the share of a processor was used up.</summary>
    public string Unit { get; init; } = NetworkFault.Unit;

    /// <summary>How many went the fault's way, whether it did something to them or not.</summary>
    public long Seen { get; init; }

    /// <summary>To how many it did something.</summary>
    public long Affected { get; init; }

    /// <summary>Packets or writes that went on later, by a delay or because the bandwidth was used up.</summary>
    public long Delayed { get; init; }

    /// <summary>Packets that were lost: by chance, or because more than a second of them waited for bandwidth.</summary>
    public long Lost { get; init; }

    /// <summary>Packets that came twice.</summary>
    public long Duplicated { get; init; }

    /// <summary>Packets that overtook others.</summary>
    public long Reordered { get; init; }

    /// <summary>Packets that were answered by a reset.</summary>
    public long Reset { get; init; }

    /// <summary>Writes that were not made, and answered with an error.</summary>
    public long Failed { get; init; }

    /// <summary>Threads that stood still, or how often all had to.</summary>
    public long Stopped { get; init; }

    /// <summary>Why it was no longer in force, as after a restart of the container; null while it is, and if only its disposal ended it.</summary>
    public string? Ended { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Fault}: {Counted}{(Ended is null ? "" : $"; {Ended}")}";

    internal string Counted
    {
        get
        {
            var parts = new[] { (Delayed, "delayed"), (Lost, "lost"), (Duplicated, "doubled"), (Reordered, "overtook"), (Reset, "reset"), (Failed, "failed") }
                .Where(it => it.Item1 > 0).Select(it => string.Create(CultureInfo.InvariantCulture, $"{it.Item1:N0} {it.Item2}"));
            var what = string.Join(", ", parts);
            return Unit switch
            {
                PauseFault.Unit => $"{FailureText.Count(Stopped, Unit)} stood still",
                CpuFault.Unit => $"{FailureText.Count(Stopped, Unit)} for want of time",
                _ => $"{FailureText.Count(Seen, Unit)} went its way, {(what.Length == 0 ? "and nothing was done to any" : what)}",
            };
        }
    }

    /// <summary>As the program says it: "there caught=3 affected=2 delayed=2".</summary>
    internal FaultEffect With(string said)
    {
        var counts = said.Split(' ').Select(it => it.Split('=')).Where(it => it.Length == 2).ToDictionary(it => it[0], it => long.Parse(it[1], CultureInfo.InvariantCulture));
        return this with
        {
            Seen = Of("caught"), Affected = Of("affected"), Delayed = Of("delayed"), Lost = Of("lost"),
            Duplicated = Of("duplicated"), Reordered = Of("reordered"), Reset = Of("reset"), Failed = Of("failed"), Stopped = Of("stopped"),
        };

        long Of(string name) => counts.GetValueOrDefault(name);
    }
}

using System.Globalization;

namespace InfraSpecs;

/// <summary>What is wrong with the disk that a container sees in a folder, from <see cref="Fault.BeginAsync(Container, DiskFault, CancellationToken)"/> to the disposal. Nothing is written to the
/// real disk, and nobody else is kept from it.</summary>
public sealed record DiskFault
{
    internal const string Unit = "write";
    private const int Million = 1_000_000;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>The folder whose files are meant, and what is below it: a volume's mount point, as the container sees it.</summary>
    public required string Folder { get; init; }

    /// <summary>There is no room left: what makes a file longer fails with ENOSPC, and so does a new folder. What overwrites goes on, and an empty file can be made, as on a real one.</summary>
    /// <value>Default false.</value>
    public bool Full { get; init; }

    /// <summary>Nothing can be changed: writes, also to files that are open, new files, names and rights fail with EROFS.</summary>
    /// <value>Default false.</value>
    public bool ReadOnly { get; init; }

    /// <summary>The share of writes and flushes that fail with EIO.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double FailedWrites { get; init; }

    /// <summary>How much longer each write takes, and each flush.</summary>
    /// <value>At most a minute. Default none.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>How many bytes can be written in a second, by all processes together.</summary>
    /// <value>Default null: as many as can.</value>
    public long? Bandwidth { get; init; }

    /// <summary>Where chance begins: the same writes in the same order have the same fate.</summary>
    /// <value>Default null: one that is chosen, and told in the evidence.</value>
    public int? Seed { get; init; }

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (!Folder.StartsWith('/') || Folder.TrimEnd('/').Length == 0, $"Folder is '{Folder}'; it must be as '/data' is: from the root, and not the root, where programs and devices are too."),
        (IsNothing, "DiskFault breaks nothing: set Full, ReadOnly, FailedWrites, Delay or Bandwidth."),
        (ReadOnly && IsMoreThanReadOnly, "ReadOnly goes alone: what cannot be changed does not fill up, fail or take long."),
        (FailedWrites is not 0 and not (>= 1.0 / Million and <= 1), string.Create(
            CultureInfo.InvariantCulture, $"FailedWrites is {FailedWrites}; it must be a share, 0 to 1, as 0.05 for one in 20, and not less than one in a million.")),
        (Delay < TimeSpan.Zero, "Delay is negative; a write ends no sooner than it would."),
        (Delay > LongestDelay, $"Delay is {FailureText.Duration(Delay)}; it must be at most a minute."),
        (Bandwidth < 1, $"Bandwidth is {Bandwidth}; it must be 1 byte a second or more, or null. For none at all, FailedWrites = 1."),
    ]);

    /// <summary>"a delay of 0.1 s for each write and 5 % of writes failed, in /data, seed 7".</summary>
    internal string InWords(int seed)
    {
        List<string> parts = [];
        if (Full) parts.Add("no room left");
        if (ReadOnly) parts.Add("nothing that can be changed");
        if (FailedWrites > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{FailedWrites * 100:0.####} % of writes failed"));
        if (Delay > TimeSpan.Zero) parts.Add($"a delay of {FailureText.Duration(Delay)} for each write");
        if (Bandwidth is { } bytes) parts.Add($"{FailureText.Count(bytes, "byte")} written a second");
        return $"{string.Join(" and ", parts)}, in {Folder}{(FailedWrites is > 0 and < 1 ? string.Create(CultureInfo.InvariantCulture, $", seed {seed}") : "")}";
    }

    /// <summary>The same, as the program in the helper container reads it.</summary>
    internal IReadOnlyList<string> Words(int seed)
    {
        List<string> words = [$"path={Folder}"];
        if (Full) words.Add("full");
        if (ReadOnly) words.Add("readonly");
        Add("failing", (long)Math.Round(FailedWrites * Million));
        Add("delay", Delay.Ticks * TimeSpan.NanosecondsPerTick);
        Add("bandwidth", Bandwidth ?? 0);
        Add("seed", (uint)seed);
        return words;

        void Add(string name, long value)
        {
            if (value > 0) words.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
        }
    }

    private bool IsMoreThanReadOnly => Full || FailedWrites > 0 || Delay > TimeSpan.Zero || Bandwidth is not null;

    private bool IsNothing => !ReadOnly && !IsMoreThanReadOnly;
}

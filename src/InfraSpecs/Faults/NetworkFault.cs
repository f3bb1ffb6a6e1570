using System.Globalization;
using System.Net;

namespace InfraSpecs;

/// <summary>What is wrong with a container's network, from <see cref="Fault.BeginAsync(Container, NetworkFault, CancellationToken)"/> to the disposal. What
/// never leaves the container, on 127.0.0.1, is left alone.</summary>
public sealed record NetworkFault
{
    internal const string Unit = "packet";
    private const int Million = 1_000_000;
    private const int MostPorts = 64;
    private const int MostPeers = 256;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>How much later each packet goes on, each way: an answer to a request comes twice as much later if both ways are meant. Packets of a connection keep their order.</summary>
    /// <value>At most a minute. Default none.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>By how much a delay is shorter or longer, evenly spread.</summary>
    /// <value>At most <see cref="Delay"/>. Default none.</value>
    public TimeSpan Jitter { get; init; }

    /// <summary>The share of packets that are lost. With 1 it is a partition: nothing comes, or nothing goes, or both.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double Loss { get; init; }

    /// <summary>The share of packets that come twice.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double Duplicate { get; init; }

    /// <summary>The share of packets that are not delayed, and so overtake those that are.</summary>
    /// <value>0 to 1; needs a <see cref="Delay"/>. Default 0.</value>
    public double Reorder { get; init; }

    /// <summary>How many bytes go through in a second, each way. What has waited for more than a second is lost.</summary>
    /// <value>Default null: as many as can.</value>
    public long? Bandwidth { get; init; }

    /// <summary>Packets of TCP are answered by a reset: whoever connects is refused, and connections break. It goes with no other fault in the same record.</summary>
    /// <value>Default false.</value>
    public bool Reset { get; init; }

    /// <summary>Which packets it meets, seen from the container.</summary>
    /// <value>Default <see cref="FaultDirection.Both"/>.</value>
    public FaultDirection Direction { get; init; }

    /// <summary>The other ends that it is for: containers, networks, addresses, as they are when the fault begins. An address of the loopback is meant only if it is named here: with 127.0.0.11
    /// answers of the engine for names come late, or not at all.</summary>
    /// <value>Default none: whoever it is.</value>
    public IReadOnlyList<FaultPeer> Peers { get; init; } = [];

    /// <summary>The ports of TCP and UDP that it is for, on either end.</summary>
    /// <value>At most 64. Default none: all, and what has no ports.</value>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Where chance begins: the same packets in the same order have the same fate.</summary>
    /// <value>Default null: one that is chosen, and told in the evidence.</value>
    public int? Seed { get; init; }

    internal bool NeedsChance => Jitter > TimeSpan.Zero || (Loss is > 0 and < 1) || (Duplicate is > 0 and < 1) || (Reorder is > 0 and < 1);

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (IsNothing, "NetworkFault breaks nothing: set Delay, Loss, Duplicate, Bandwidth or Reset."),
        (Delay > LongestDelay, $"Delay is {FailureText.Duration(Delay)}; it must be at most a minute, which no packet stays longer."),
        (Jitter > Delay, $"Jitter is {FailureText.Duration(Jitter)} and Delay {FailureText.Duration(Delay)}; no packet comes before it was sent, so Jitter must be at most Delay."),
        .. new[] { (Loss, "Loss"), (Duplicate, "Duplicate"), (Reorder, "Reorder") }.Select(it => (!IsShare(it.Item1), string.Create(
            CultureInfo.InvariantCulture, $"{it.Item2} is {it.Item1}; it must be a share, 0 to 1, as 0.05 for one in 20, and not less than one in a million."))),
        (Reorder > 0 && Delay == TimeSpan.Zero, "Reorder needs a Delay: a packet overtakes only what waits."),
        (Bandwidth < 1, $"Bandwidth is {Bandwidth}; it must be 1 byte a second or more, or null. For none at all, Loss = 1."),
        (Reset && IsMoreThanReset, "Reset goes alone: a packet that is answered by a reset is not delayed or lost. Two faults at once compose."),
        (!Enum.IsDefined(Direction), $"Direction is {Direction}; it must be Both, In or Out."),
        .. Peers.Where(it => it is { IsWellFormed: false }).Select(it => (true, $"Peers has '{it}', which is no address; it must be as 10.0.0.7 or 10.0.0.0/8 is, or a container or a network.")),
        (Ports.Any(it => it is < 1 or > 65535), $"Ports has {Ports.FirstOrDefault(it => it is < 1 or > 65535)}; ports are 1 to 65535."),
        (Ports.Count > MostPorts, $"Ports has {Ports.Count}; at most {MostPorts} can be named."),
        (Peers.Count > MostPeers, $"Peers has {Peers.Count}; at most {MostPeers} can be named. A range counts as one: 10.0.0.0/8."),
    ]);

    /// <summary>"delay 200 ms ± 50 ms, 5 % lost, both ways, for db on port 3306, seed 7".</summary>
    internal string InWords(int seed)
    {
        List<string> parts = [];
        if (Delay > TimeSpan.Zero) parts.Add($"a delay of {FailureText.Duration(Delay)}{(Jitter > TimeSpan.Zero ? $" ± {FailureText.Duration(Jitter)}" : "")}");
        if (Loss > 0) parts.Add(Loss == 1 ? "no packets" : $"{Percent(Loss)} of packets lost");
        if (Duplicate > 0) parts.Add($"{Percent(Duplicate)} doubled");
        if (Reorder > 0) parts.Add($"{Percent(Reorder)} that overtake");
        if (Bandwidth is { } bytes) parts.Add($"{FailureText.Count(bytes, "byte")} a second");
        if (Reset) parts.Add("connections reset");
        parts.Add(Direction switch { FaultDirection.In => "inwards", FaultDirection.Out => "outwards", _ => "both ways" });
        if (Peers.Count > 0) parts.Add($"for {string.Join(" and ", Peers)}");
        if (Ports.Count > 0) parts.Add($"on {(Ports.Count == 1 ? "port" : "ports")} {string.Join(", ", Ports)}");
        if (NeedsChance) parts.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        return string.Join(", ", parts);
    }

    /// <summary>The same, as the program in the helper container reads it.</summary>
    internal IReadOnlyList<string> Words(int seed, IEnumerable<IPNetwork> peers)
    {
        List<string> words = [];
        if (Direction is not FaultDirection.Out) words.Add("in");
        if (Direction is not FaultDirection.In) words.Add("out");
        if (Reset) words.Add("reset");
        Add("delay", Nanoseconds(Delay));
        Add("jitter", Nanoseconds(Jitter));
        Add("loss", Parts(Loss));
        Add("duplicate", Parts(Duplicate));
        Add("reorder", Parts(Reorder));
        Add("bandwidth", Bandwidth ?? 0);
        Add("seed", (uint)seed);
        words.AddRange(peers.Select(it => $"peer={FaultPeer.Word(it)}"));
        words.AddRange(Ports.Select(it => string.Create(CultureInfo.InvariantCulture, $"port={it}")));
        return words;

        void Add(string name, long value)
        {
            if (value > 0) words.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
        }
    }

    private bool IsMoreThanReset => Delay > TimeSpan.Zero || Loss > 0 || Duplicate > 0 || Bandwidth is not null;

    private bool IsNothing => !Reset && !IsMoreThanReset;

    private static bool IsShare(double value) => value is 0 or (>= 1.0 / Million and <= 1);

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    private static long Parts(double share) => (long)Math.Round(share * Million);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.####} %");
}

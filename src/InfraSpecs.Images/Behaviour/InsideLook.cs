using System.Globalization;
using System.Text;

namespace InfraSpecs.Images.Behaviour;

/// <summary>What ran in a container, and what was listened on, at one moment.</summary>
/// <param name="Processes">In the order of their ids.</param>
/// <param name="Ports">In the order of their numbers.</param>
internal sealed record InsideLook(IReadOnlyList<ImageProcess> Processes, IReadOnlyList<ImagePort> Ports)
{
    private const string End = "end";

    private static readonly string[] Protocols = ["tcp", "tcp6", "udp", "udp6"];

    public ImageProcess? Main => Processes.FirstOrDefault(it => it.Id == 1);

    public IEnumerable<ImageProcess> Zombies => Processes.Where(it => it.IsZombie);

    public bool Listens(int port) => Ports.Any(it => it.Number == port && it.Protocol == "tcp");

    /// <summary>Reads what "probe inside" prints.</summary>
    /// <exception cref="FormatException">It is not whole.</exception>
    public static InsideLook Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.LastOrDefault() != End) throw new FormatException("The look inside broke off.");
        var rows = lines.Select(line => line.Split(' ', 2)).Where(it => it.Length == 2).ToLookup(it => it[0], it => it[1]);
        var holders = rows["holds"].Select(it => it.Split(' ')).ToLookup(it => it[1], it => Number(it[0]));
        int[] chosen = [.. (rows["ephemeral"].FirstOrDefault() ?? "").Split('\t').Where(it => it.Length > 0).Select(Number)];
        var sockets = Protocols.SelectMany(protocol => rows[protocol].Select(row => Socket(protocol[..3], row, holders)));
        return new InsideLook(
            [.. rows["process"].Select(Process).OrderBy(it => it.Id)],
            [.. sockets.OfType<ImagePort>().GroupBy(it => (it.Number, it.Protocol)).Select(it => One([.. it], chosen)).OrderBy(it => it.Number).ThenBy(it => it.Protocol, StringComparer.Ordinal)]);
    }

    /// <summary>Undoes what the probe does to texts of unknown bytes.</summary>
    public static string Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\') bytes.Add((byte)text[at]);
            else if (text[++at] == '\\') bytes.Add((byte)'\\');
            else
            {
                bytes.Add(byte.Parse(text.AsSpan(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 2;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    // PID PARENT STATE START BLOCKED IGNORED CAUGHT <tab> NAME <tab> PROGRAM <tab> COMMAND
    private static ImageProcess Process(string row)
    {
        var texts = row.Split('\t');
        var facts = texts[0].Split(' ');
        var words = Unescape(texts[3]).Split('\0');
        return new ImageProcess
        {
            Id = Number(facts[0]),
            ParentId = Number(facts[1]),
            Name = Unescape(texts[1]),
            Program = Program(Unescape(texts[2])),
            Words = words is [.., ""] ? words[..^1] : words,
            IsZombie = facts[2] is "Z" or "X",
            Start = ulong.Parse(facts[3], CultureInfo.InvariantCulture),
            Signals = new SignalMasks(Mask(facts[4]), Mask(facts[5]), Mask(facts[6])),
        };
    }

    // The kernel marks a file that was replaced since.
    private static string Program(string path) => path.EndsWith(" (deleted)", StringComparison.Ordinal) ? path[..^" (deleted)".Length] : path;

    // ADDRESS:PORT INODE; the engine's name server, which is in every container of a network, is nobody's.
    private static ImagePort? Socket(string protocol, string row, ILookup<string, int> holders)
    {
        var parts = row.Split([':', ' ']);
        var (address, port, inode) = (parts[0], int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), parts[2]);
        return address == "0B00007F" ? null : new ImagePort(port, protocol, IsLoopback(address), [.. holders[inode].Distinct()]);
    }

    // Each four bytes are in the machine's order, which is the lowest first on all that matter here.
    private static bool IsLoopback(string address) => address.Length == 8
        ? address.EndsWith("7F", StringComparison.Ordinal)
        : address == "00000000000000000000000001000000" || (address.StartsWith("0000000000000000FFFF0000", StringComparison.Ordinal) && address.EndsWith("7F", StringComparison.Ordinal));

    private static ImagePort One(IReadOnlyList<ImagePort> sockets, int[] chosen) =>
        new(sockets[0].Number, sockets[0].Protocol, sockets.All(it => it.IsLoopbackOnly), [.. sockets.SelectMany(it => it.ProcessIds).Distinct().Order()])
        {
            IsChosen = sockets[0].Protocol == "udp" && chosen is [var from, var to] && sockets[0].Number >= from && sockets[0].Number <= to,
        };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static ulong Mask(string text) => ulong.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask) ? mask : 0;
}

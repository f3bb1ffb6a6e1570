using System.Buffers.Binary;
using System.Text;

namespace InfraSpecs.Cron;

/// <summary>A zone's file, as in /usr/share/zoneinfo (tzfile(5), RFC 8536): versions 1 to 4.</summary>
/// <param name="First">What local time is ahead of UTC before the first change.</param>
/// <param name="Changes">The changes that it lists, first to last.</param>
/// <param name="Footer">What holds after them, as TZ would say it; empty if it does not say.</param>
/// <param name="HasLeapSeconds">It counts leap seconds, as the files in "right" do.</param>
internal sealed record TzFile(TimeSpan First, IReadOnlyList<ZoneChange> Changes, string Footer, bool HasLeapSeconds)
{
    private const int HeaderSize = 44;
    private const int TypeSize = 6;

    // Some lists begin with the big bang, which no calendar has, and what is no zone may end anywhere.
    private const long Earliest = -100L * 365 * 24 * 60 * 60;
    private const long Latest = 1000L * 365 * 24 * 60 * 60;

    /// <returns>Null if it is none, or not all of one.</returns>
    public static TzFile? Read(ReadOnlySpan<byte> file)
    {
        if (Header.Read(file) is not { } first || file.Length < first.Size(4)) return null;
        if (file[4] == 0) return Read(file, first, 4, "");
        var second = file[first.Size(4)..];
        if (Header.Read(second) is not { } header || second.Length < header.Size(8)) return null;
        var footer = Encoding.ASCII.GetString(second[header.Size(8)..]).Split('\n');
        return footer is ["", var rule, ..] ? Read(second, header, 8, rule) : null;
    }

    private static TzFile Read(ReadOnlySpan<byte> block, Header header, int width, string footer)
    {
        var times = block[HeaderSize..];
        var kinds = times[(header.Times * width)..];
        var types = kinds[header.Times..];
        var offsets = new TimeSpan[header.Types];
        var before = -1;
        for (var i = 0; i < header.Types; i++)
        {
            offsets[i] = TimeSpan.FromSeconds(BinaryPrimitives.ReadInt32BigEndian(types[(i * TypeSize)..]));
            if (before < 0 && types[(i * TypeSize) + 4] == 0) before = i; // the first that is not summer time
        }

        var changes = new List<ZoneChange>(header.Times);
        for (var i = 0; i < header.Times; i++)
        {
            var at = width == 4 ? BinaryPrimitives.ReadInt32BigEndian(times[(i * width)..]) : BinaryPrimitives.ReadInt64BigEndian(times[(i * width)..]);
            if (kinds[i] < header.Types) changes.Add(new ZoneChange(DateTime.UnixEpoch.AddSeconds(Math.Clamp(at, Earliest, Latest)), offsets[kinds[i]]));
        }

        return new TzFile(offsets[Math.Max(before, 0)], changes, footer, header.Leaps > 0);
    }

    private sealed record Header(int Times, int Types, int Names, int Leaps, int Standards, int Universals)
    {
        public static Header? Read(ReadOnlySpan<byte> block)
        {
            if (block.Length < HeaderSize || !block.StartsWith("TZif"u8)) return null;
            Span<int> counts = stackalloc int[6];
            for (var i = 0; i < counts.Length; i++) counts[i] = BinaryPrimitives.ReadInt32BigEndian(block[(20 + (4 * i))..]);
            var header = new Header(counts[3], counts[4], counts[5], counts[2], counts[1], counts[0]);
            return counts.ContainsAnyExceptInRange(0, 1 << 20) || header.Types == 0 ? null : header;
        }

        /// <summary>The block's, header included, where a time has so many bytes.</summary>
        public int Size(int width) => HeaderSize + (Times * (width + 1)) + (Types * TypeSize) + Names + (Leaps * (width + 4)) + Standards + Universals;
    }
}

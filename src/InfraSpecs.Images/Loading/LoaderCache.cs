using System.Buffers.Binary;
using System.Text;

namespace InfraSpecs.Images.Loading;

/// <summary>
/// What <c>ldconfig</c> wrote down: glibc's loader finds libraries outside of its own folders in there, and never reads /etc/ld.so.conf
/// (https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/generic/dl-cache.h).
/// </summary>
internal static class LoaderCache
{
    public const string Path = "/etc/ld.so.cache";

    private const int HeaderSize = 48;
    private const int EntrySize = 24;
    private const int HardwareAt = 16;

    private static ReadOnlySpan<byte> Magic => "glibc-ld.so.cache1.1"u8;

    /// <returns>The paths under each name, those for special processors left out; null for what is no such cache.</returns>
    public static Dictionary<string, List<string>>? Read(ReadOnlySpan<byte> file)
    {
        // Older ones begin with a table for a loader that is older still.
        var start = file.IndexOf(Magic);
        if (start < 0 || file.Length - start < HeaderSize) return null;
        var cache = file[start..];
        var count = BinaryPrimitives.ReadUInt32LittleEndian(cache[Magic.Length..]);
        var isSwapped = count > (uint)(cache.Length / EntrySize);
        if (isSwapped) count = BinaryPrimitives.ReverseEndianness(count);
        if (count > (uint)((cache.Length - HeaderSize) / EntrySize)) return null;
        var paths = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++) Add(paths, cache, cache.Slice(HeaderSize + (i * EntrySize), EntrySize), isSwapped);
        return paths;
    }

    private static void Add(Dictionary<string, List<string>> paths, ReadOnlySpan<byte> cache, ReadOnlySpan<byte> entry, bool isSwapped)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(entry[HardwareAt..]) != 0) return;
        if (Text(cache, entry[4..], isSwapped) is not { } name || Text(cache, entry[8..], isSwapped) is not { } path) return;
        if (!paths.TryGetValue(name, out var known)) paths[name] = known = [];
        known.Add(path);
    }

    private static string? Text(ReadOnlySpan<byte> cache, ReadOnlySpan<byte> at, bool isSwapped)
    {
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(at);
        if (isSwapped) offset = BinaryPrimitives.ReverseEndianness(offset);
        if (offset >= cache.Length) return null;
        var rest = cache[(int)offset..];
        var end = rest.IndexOf((byte)0);
        return end < 0 ? null : Encoding.UTF8.GetString(rest[..end]);
    }
}

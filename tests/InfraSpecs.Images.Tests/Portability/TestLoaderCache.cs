using System.Text;

namespace InfraSpecs.Images.Tests.Portability;

/// <summary>What ldconfig writes, by hand.</summary>
internal static class TestLoaderCache
{
    public static byte[] Of(params (string Name, string Path)[] libraries)
    {
        var start = 48 + (24 * libraries.Length);
        var strings = new List<byte>();
        var entries = new List<byte>();
        foreach (var (name, path) in libraries)
        {
            var at = start + strings.Count;
            strings.AddRange([.. Encoding.UTF8.GetBytes(name), 0, .. Encoding.UTF8.GetBytes(path), 0]);
            entries.AddRange([.. BitConverter.GetBytes(0x303), .. BitConverter.GetBytes(at), .. BitConverter.GetBytes(at + name.Length + 1), .. new byte[12]]);
        }

        return [.. "glibc-ld.so.cache1.1"u8, .. BitConverter.GetBytes(libraries.Length), .. BitConverter.GetBytes(strings.Count), 2, .. new byte[19], .. entries, .. strings];
    }
}

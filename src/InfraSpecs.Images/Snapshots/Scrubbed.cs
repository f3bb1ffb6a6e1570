using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Images.Snapshots;

/// <summary>The content of files that hold a day or an id beside what matters, without it: a build of tomorrow is the same.</summary>
internal static class Scrubbed
{
    private const int LastChanged = 2;
    private const int MachineIdLength = 32;

    /// <returns>In hexadecimal; null for what is no regular file.</returns>
    public static string? DigestOf(ImageFile file) => (file.Path, file.Content) switch
    {
        ("/etc/shadow" or "/etc/shadow-", { } content) => Hash(string.Join('\n', Text(content).Split('\n').Select(WithoutDay))),
        ("/etc/machine-id" or "/var/lib/dbus/machine-id", { } content) when Text(content).Trim().Length == MachineIdLength => Hash("an id"),
        _ => file.Digest,
    };

    // shadow(5): the third field is the day of the last change.
    private static string WithoutDay(string line) => string.Join(':', line.Split(':').Where((_, number) => number != LastChanged));

    private static string Text(ReadOnlyMemory<byte> content) => Encoding.UTF8.GetString(content.Span);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

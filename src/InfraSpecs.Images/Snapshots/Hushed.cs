using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Images.Snapshots;

/// <summary>Values that an approved text must not hold, since it is kept with the sources: they are told apart by a few digits of a digest.</summary>
internal static class Hushed
{
    private const int Digits = 6;
    private static readonly string[] Words = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PRIVATE_KEY", "ACCESS_KEY", "CREDENTIAL"];

    public static string Value(string name, string value) =>
        value.Length > 0 && Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? $"(not shown, {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..Digits]})"
            : value;
}

using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Images.Snapshots;

/// <summary>Values that an approved text must not hold, since it is kept with the sources: they are told apart by a few digits of a digest.</summary>
internal static class Redacted
{
    private const int Digits = 6;

    /// <param name="variable">As "NAME=value".</param>
    public static string Variable(string variable) => Text(SecretMask.Text(SecretMask.Variable(variable)), variable);

    /// <param name="masked">The text without its secrets.</param>
    /// <param name="text">The text.</param>
    public static string Text(string masked, string text) =>
        masked == text ? text : $"{masked} ({Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits]})";
}

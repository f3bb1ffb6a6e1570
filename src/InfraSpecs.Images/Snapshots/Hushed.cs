using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Images.Snapshots;

/// <summary>Values that an approved text must not hold, since it is kept with the sources: they are told apart by a few digits of a digest.</summary>
internal static class Hushed
{
    private const int Digits = 6;

    /// <param name="variable">As "NAME=value".</param>
    public static string Variable(string variable)
    {
        var masked = SecretMask.Text(SecretMask.Variable(variable));
        return masked == variable ? variable : $"{masked} ({Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(variable)))[..Digits]})";
    }
}

using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Config;

/// <summary>Digests as "sha256:…", the names of all that images are made of.</summary>
internal static partial class BlobDigest
{
    public static bool IsOne(string text) => Form().IsMatch(text);

    public static HashAlgorithmName Algorithm(string digest) => digest.StartsWith("sha512:", StringComparison.Ordinal) ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;

    /// <summary>Of the kind that another digest is of.</summary>
    public static string Compute(ReadOnlySpan<byte> content, string like = "sha256:") =>
        Algorithm(like) == HashAlgorithmName.SHA512 ? "sha512:" + Convert.ToHexStringLower(SHA512.HashData(content)) : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The digest that a file of a layout or archive has for its name, as "blobs/sha256/…"; null for others.</summary>
    public static string? OfPath(string path) =>
        path.Split('/') is [.., "blobs", var algorithm, var hex] && IsOne($"{algorithm}:{hex}") ? $"{algorithm}:{hex}" : null;

    public static string PathOf(string digest) => "blobs/" + digest.Replace(':', '/');

    [GeneratedRegex(@"^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})\z")]
    private static partial Regex Form();
}

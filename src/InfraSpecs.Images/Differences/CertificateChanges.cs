using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>Certificates that are in one image only, wherever they are: who trusted their holder does no more, or does now.</summary>
internal static class CertificateChanges
{
    private const string Label = "CERTIFICATE";
    private static readonly string[] Endings = [".pem", ".crt", ".cer", ".cert"];

    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after)
    {
        if (before is not { Image: { } old, Files: not null } || after is not { Image: { } now, Files: not null }) return [];
        var (had, has) = (DigestsOf(old), DigestsOf(now));
        if (had.Keys.ToHashSet().SetEquals(has.Keys)) return [];
        var (gone, come) = (Subjects(had).Except(Subjects(has)).ToList(), Subjects(has).Except(Subjects(had)).ToList());
        return
        [
            .. gone.Select(it => new ImageChange(ImageChangeKind.Certificate, IsBreaking: true, $"certificate \"{it}\" removed")),
            .. come.Select(it => new ImageChange(ImageChangeKind.Certificate, IsBreaking: false, $"certificate \"{it}\" added")),
        ];
    }

    // Most files of two images are the same ones: certificates are read only where these differ.
    private static Dictionary<string, ReadOnlyMemory<byte>> DigestsOf(ImageUnderTest image) => image.Files.All
        .Where(it => it is { Kind: ImageFileKind.File, Digest: not null, Content: not null } && Endings.Any(ending => it.Path.EndsWith(ending, StringComparison.Ordinal)))
        .DistinctBy(it => it.Digest)
        .ToDictionary(it => it.Digest!, it => it.Content!.Value);

    private static SortedSet<string> Subjects(Dictionary<string, ReadOnlyMemory<byte>> files) =>
        new(files.Values.SelectMany(content => Read(Encoding.Latin1.GetString(content.Span))), StringComparer.Ordinal);

    private static IEnumerable<string> Read(string text)
    {
        while (PemEncoding.TryFind(text, out var found))
        {
            if (text[found.Label] == Label && Subject(text[found.Location]) is { } subject) yield return subject;
            text = text[found.Location.End..];
        }
    }

    // What is no certificate in spite of its label is a file like others.
    private static string? Subject(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.Subject;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Images.Snapshots;

/// <summary>A file, without its times.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">The permission bits; of a link they mean nothing.</param>
/// <param name="Owner">As "0:0".</param>
/// <param name="Size">In bytes.</param>
/// <param name="Digest">The beginning of its content's SHA-256; null for what is no regular file.</param>
/// <param name="Link">Where a link points.</param>
internal sealed record FileFact(string Path, ImageFileKind Kind, UnixFileMode Mode, string Owner, long Size = 0, string? Digest = null, string? Link = null)
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int DigestLength = 12;

    public string OctalMode => Octal(Mode);

    public bool IsExecutable => Kind is ImageFileKind.File && (Mode & Executable) != 0;

    /// <summary>With kind, mode, size and owner, for a failure text.</summary>
    public string Description => Kind switch
    {
        ImageFileKind.SymbolicLink => $"link to {Link}",
        ImageFileKind.File => string.Create(CultureInfo.InvariantCulture, $"{OctalMode} {Owner}, {Size:N0} bytes"),
        _ => $"{OctalMode} {Owner}",
    };

    public static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');

    public static string KindName(ImageFileKind kind) => kind switch
    {
        ImageFileKind.SymbolicLink => "link",
        ImageFileKind.Directory => "folder",
        ImageFileKind.CharacterDevice => "character device",
        ImageFileKind.BlockDevice => "block device",
        ImageFileKind.Fifo => "pipe",
        _ => "file",
    };

    public static FileFact Read(ImageFile file) => file.Kind is ImageFileKind.SymbolicLink
        ? new(file.Path, file.Kind, UnixFileMode.None, OwnerOf(file), Link: file.LinkTarget)
        : new(file.Path, file.Kind, file.Mode, OwnerOf(file), file.Size, Scrubbed.DigestOf(file)?[..DigestLength]);

    /// <summary>One digest over many files, in the order of their paths.</summary>
    public static string DigestOf(IEnumerable<FileFact> files, Func<FileFact, string> attributes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var it in files.OrderBy(it => it.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{it.Path}\0{it.Kind}\0{it.OctalMode}\0{it.Owner}\0{it.Link}\0{attributes(it)}\0{it.Digest}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestLength];
    }

    private static string OwnerOf(ImageFile file) => string.Create(CultureInfo.InvariantCulture, $"{(uint)file.UserId}:{(uint)file.GroupId}");
}

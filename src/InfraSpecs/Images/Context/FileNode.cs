using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Text;

namespace InfraSpecs.Images;

/// <summary>
/// What a file system says of a path itself, not of what it leads to. The framework tells neither pipes and sockets from files nor names of one
/// file, so Linux is asked directly. Elsewhere names of one file are files of their own.
/// </summary>
/// <param name="Kind">What it is; null for a socket.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="ModifiedAt">To the second.</param>
/// <param name="Identity">The file's own number and its file system's; null if it has but one name.</param>
/// <param name="Device">A device's numbers.</param>
internal sealed record FileNode(TarEntryType? Kind, UnixFileMode Mode, DateTimeOffset ModifiedAt, (ulong Device, ulong Number)? Identity, (int Major, int Minor) Device)
{
    // man 2 statx: its layout is the same on every machine.
    private const int OfWorkingDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicFacts = 0x7FF;
    private const int Size = 256;

    public static FileNode Of(FileSystemInfo file) => OperatingSystem.IsLinux() ? Ask(file.FullName) : Portable(file);

    private static FileNode Ask(string path)
    {
        var facts = new byte[Size];
        if (statx(OfWorkingDirectory, [.. Encoding.UTF8.GetBytes(path), 0], DoNotFollow, BasicFacts, facts) != 0)
        {
            throw new IOException($"{path} cannot be looked at: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }

        var mode = BitConverter.ToUInt16(facts, 28);
        var links = BitConverter.ToUInt32(facts, 16);
        return new FileNode(
            KindOf(mode),
            (UnixFileMode)(mode & 0xFFF),
            DateTimeOffset.FromUnixTimeSeconds(BitConverter.ToInt64(facts, 112)),
            links > 1 ? (BitConverter.ToUInt64(facts, 136), BitConverter.ToUInt64(facts, 32)) : null,
            (BitConverter.ToInt32(facts, 128), BitConverter.ToInt32(facts, 132)));
    }

    private static TarEntryType? KindOf(int mode) => (mode >> 12) switch
    {
        1 => TarEntryType.Fifo,
        2 => TarEntryType.CharacterDevice,
        4 => TarEntryType.Directory,
        6 => TarEntryType.BlockDevice,
        8 => TarEntryType.RegularFile,
        10 => TarEntryType.SymbolicLink,
        _ => null,
    };

    private static FileNode Portable(FileSystemInfo file)
    {
        var kind = file.LinkTarget is not null ? TarEntryType.SymbolicLink : file is DirectoryInfo ? TarEntryType.Directory : TarEntryType.RegularFile;
        // Windows has no permission bits; docker gives all of them there.
        var mode = OperatingSystem.IsWindows() ? (UnixFileMode)0b111_101_101 : file.UnixFileMode;
        return new FileNode(kind, mode, DateTimeOffset.FromUnixTimeSeconds(new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeSeconds()), null, default);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] facts);
}

using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using InfraSpecs.Internal;

namespace InfraSpecs.Images;

/// <summary>A build context on its way to the engine, and what stands for its content.</summary>
internal static class ContextTar
{
    private const UnixFileMode FolderMode = (UnixFileMode)0b111_101_101;

    /// <summary>The context as tar, which is a temporary file; the caller disposes it. All belongs to root, as docker build has it.</summary>
    public static async Task<Stream> WriteAsync(IReadOnlyList<ContextEntry> entries, CancellationToken token)
    {
        var tar = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 17, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await using (var writer = new TarWriter(tar, TarEntryFormat.Gnu, leaveOpen: true))
            {
                // BuildKit tells a tar from a Dockerfile by 1,024 bytes, in which there must be a whole entry.
                await writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.Directory, "./") { Mode = FolderMode }, token);
                foreach (var entry in entries) await WriteAsync(writer, entry, token);
            }

            tar.Position = 0;
            return tar;
        }
        catch
        {
            await tar.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds to a hash all that an image can depend on. Not when files were changed, as in docker's own cache.</summary>
    public static async Task AddToAsync(IncrementalHash hash, IReadOnlyList<ContextEntry> entries, CancellationToken token)
    {
        var buffer = new byte[1 << 17];
        foreach (var entry in entries)
        {
            await using var content = entry.IsFile ? entry.Open() : null;
            hash.AppendData(Encoding.UTF8.GetBytes($"{(char)entry.Kind}\0{entry.Name}\0{(int)entry.Mode}\0{entry.LinkName}\0{entry.Device}\0{content?.Length}\0"));
            for (int count; content is not null && (count = await content.ReadAsync(buffer, token)) > 0;) hash.AppendData(buffer.AsSpan(0, count));
        }
    }

    private static async Task WriteAsync(TarWriter writer, ContextEntry entry, CancellationToken token)
    {
        await using var content = entry.IsFile ? entry.Open() : null;
        var isFolder = entry.Kind == TarEntryType.Directory;
        var written = new GnuTarEntry(entry.Kind, isFolder ? entry.Name + "/" : entry.Name) { Mode = entry.Mode, ModificationTime = entry.ModifiedAt };
        if (entry.LinkName.Length > 0) written.LinkName = entry.LinkName;
        if (entry.Kind is TarEntryType.CharacterDevice or TarEntryType.BlockDevice) (written.DeviceMajor, written.DeviceMinor) = entry.Device;
        if (content is not null) written.DataStream = new Forward(content);
        await writer.WriteEntryAsync(written, token);
    }

    /// <summary>A file of which the writer does not ask the length before: it may change while it is read, and the tar says what was read.</summary>
    private sealed class Forward(Stream file) : AsyncStream
    {
        public override bool CanRead => true;

        public override bool CanWrite => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => file.ReadAsync(buffer, cancellationToken);
    }
}

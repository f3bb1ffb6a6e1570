using System.Security.Cryptography;

namespace InfraSpecs.Images.Layers;

/// <summary>The contents of a layer's smaller files: written to a file as they pass by, read by their place when somebody asks.</summary>
/// <param name="stream">A file of its own, or memory where none can be made. Where it is full, what is in it moves to where there is more room.</param>
internal sealed class KeptContents(Stream stream)
{
    /// <summary>What a place is counted in, so that 32 bits are enough for it.</summary>
    public const int Unit = 16;

    private const int MostKept = 1 << 20;
    private const int MostKeptOfDatabases = 64 << 20;
    private const int BufferSize = 1 << 16;

    // A few bytes of a packed layer may stand for more files than any disk can hold.
    private const long MostPlaces = (1L << 30) / Unit;
    private static readonly byte[] Padding = new byte[Unit];

    // What says which packages are installed: dpkg's, apk's and rpm's, with the changes that were not merged yet.
    private static readonly string[] Databases =
    [
        "var/lib/dpkg/status", "lib/apk/db/installed", "usr/lib/apk/db/installed",
        "var/lib/rpm/rpmdb.sqlite", "var/lib/rpm/rpmdb.sqlite-wal", "usr/lib/sysimage/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/rpmdb.sqlite-wal", "usr/share/rpm/rpmdb.sqlite",
        "usr/share/rpm/rpmdb.sqlite-wal",
    ];

    /// <param name="path">Without a slash before it.</param>
    /// <param name="size">In bytes.</param>
    public static bool IsWanted(ReadOnlySpan<byte> path, long size) => size <= MostKept || (size <= MostKeptOfDatabases && IsDatabase(path));

    private Stream _stream = stream;
    private byte[] _buffer = [];
    private int _buffered;
    private long _written;

    /// <summary>Whether all is where it was to be.</summary>
    public bool IsIn(Stream place) => _stream == place;

    /// <summary>A content begins.</summary>
    /// <returns>Its place; 0 where there is no room left.</returns>
    public uint Begin()
    {
        var end = _written + _buffered;
        var place = (end + Unit - 1) / Unit;
        if (place >= MostPlaces) return 0;
        Write(Padding.AsSpan(0, (int)((place * Unit) - end)));
        return (uint)place + 1;
    }

    /// <summary>The last content was written.</summary>
    public void End()
    {
        Flush();
        _buffer = [];
        _stream.Position = _written;
    }

    public void Write(ReadOnlySpan<byte> piece)
    {
        if (_buffer.Length == 0) _buffer = new byte[BufferSize];
        while (!piece.IsEmpty)
        {
            if (_buffered == BufferSize) Flush();
            var count = Math.Min(piece.Length, BufferSize - _buffered);
            piece[..count].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += count;
            piece = piece[count..];
        }
    }

    /// <param name="place">Where it begins.</param>
    /// <param name="length">In bytes.</param>
    /// <param name="hash">What it must be: the file is kept for other runs, and they may find it changed.</param>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public byte[] Read(uint place, int length, LayerHash hash)
    {
        var content = new byte[length];
        var count = Read(_stream, (place - 1L) * Unit, content);
        if (count == length && LayerHash.Read(SHA256.HashData(content)) == hash) return content;
        LayerCache.Forget(_stream);
        throw new InvalidDataException($"what was kept of it in {(_stream as FileStream)?.Name ?? "memory"} was changed since");
    }

    private void Flush()
    {
        try
        {
            Write(_stream, _written, _buffer.AsSpan(0, _buffered));
        }
        catch (IOException) when (_stream is FileStream full)
        {
            _stream = Move(full);
        }

        (_written, _buffered) = (_written + _buffered, 0);
    }

    private Stream Move(FileStream full)
    {
        var to = LayerCache.CreateElsewhere();
        try
        {
            Copy(full, to);
            return to;
        }
        catch (IOException) when (to is FileStream)
        {
            to.Dispose();
            var memory = new MemoryStream();
            Copy(full, memory);
            return memory;
        }
    }

    private void Copy(FileStream from, Stream to)
    {
        var piece = new byte[BufferSize];
        for (var at = 0L; at < _written; at += BufferSize)
        {
            var length = (int)Math.Min(BufferSize, _written - at);
            if (Read(from, at, piece.AsSpan(0, length)) < length) throw new EndOfStreamException($"{from.Name} was shortened while it was used.");
            Write(to, at, piece.AsSpan(0, length));
        }

        Write(to, _written, _buffer.AsSpan(0, _buffered));
    }

    private static void Write(Stream to, long at, ReadOnlySpan<byte> piece)
    {
        if (to is FileStream file)
        {
            RandomAccess.Write(file.SafeFileHandle, piece, at);
            return;
        }

        to.Position = at;
        to.Write(piece);
    }

    /// <returns>How much there was.</returns>
    private static int Read(Stream from, long at, Span<byte> into)
    {
        if (from is MemoryStream memory)
        {
            memory.GetBuffer().AsSpan((int)at, into.Length).CopyTo(into);
            return into.Length;
        }

        var filled = 0;
        for (var count = 1; count > 0 && filled < into.Length; filled += count) count = RandomAccess.Read(((FileStream)from).SafeFileHandle, into[filled..], at + filled);
        return filled;
    }

    private static bool IsDatabase(ReadOnlySpan<byte> path)
    {
        foreach (var database in Databases)
        {
            if (System.Text.Ascii.Equals(path, database)) return true;
        }

        return false;
    }
}

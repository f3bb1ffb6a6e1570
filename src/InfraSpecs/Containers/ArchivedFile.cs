using System.Formats.Tar;
using System.Text;

namespace InfraSpecs.Extensibility;

/// <summary>A file or folder in a container, as the engine's archive has it.</summary>
public sealed record ArchivedFile
{
    /// <summary>Kind, mode, owner, size; of what a symbolic link leads to, where the path is one. The path is the one it was asked for by.</summary>
    public required FileFacts Facts { get; init; }

    /// <summary>What is in it, as far as it was asked for; nothing of what is no regular file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Its further names (hard links) in the folder that was read; the engine's archive shows no others.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The symbolic link that led to it, or leads nowhere; null if the path is none.</summary>
    public FileFacts? Link { get; init; }

    /// <summary>Where its path leads: the path itself, or where the symbolic link leads in the end.</summary>
    public string RealPath => Target ?? Path;

    /// <summary>The path it was asked for by.</summary>
    public string Path => Facts.Path;

    /// <summary>The path without its folder.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>It is a file, not a folder, a device or a link that leads nowhere.</summary>
    public bool IsRegular => Facts.Kind is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;

    /// <summary>It is a symbolic link that was not followed, or leads nowhere.</summary>
    public bool IsLink => Facts.Kind is TarEntryType.SymbolicLink;

    /// <summary>It is a folder.</summary>
    public bool IsFolder => Facts.Kind is TarEntryType.Directory;

    /// <summary>Somebody may execute it.</summary>
    public bool IsExecutable => (Facts.Mode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    /// <summary>It holds text: no byte of it is zero.</summary>
    public bool IsText => !Bytes.Span.Contains((byte)0);

    /// <summary>What is in it. Bytes that are not UTF-8 become U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    internal string? Target { get; init; }
}

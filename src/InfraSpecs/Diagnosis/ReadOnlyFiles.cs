using System.Text.RegularExpressions;

namespace InfraSpecs.Diagnosis;

/// <summary>A container writes where nothing can be written.</summary>
internal sealed partial class ReadOnlyFiles() : LineRule(Words(), "that it may not write since the file system is read-only", "mount what it writes to as a volume or tmpfs, or start it without a read-only root.")
{
    [GeneratedRegex(@"\bread-only file ?system\b|\bEROFS\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

using System.Text.RegularExpressions;

namespace InfraSpecs.Diagnosis;

/// <summary>There is no room left for what a container writes.</summary>
internal sealed partial class DiskFull() : LineRule(Words(), "that a disk is full", "free some space on the engine's machine, or give the volume more.", isOfEngines: true)
{
    [GeneratedRegex(@"\bno space left on device\b|\bdisk (is )?full\b|\bENOSPC\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

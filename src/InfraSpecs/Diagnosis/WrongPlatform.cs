using System.Text.RegularExpressions;

namespace InfraSpecs.Diagnosis;

/// <summary>A program is not for the machine that it is started on.</summary>
internal sealed partial class WrongPlatform() : LineRule(Words(), "that a program is for another kind of machine", "take an image for the engine's platform, or mend the script's first line.")
{
    [GeneratedRegex(@"\bexec format error\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

using System.Text.RegularExpressions;

namespace InfraSpecs.Diagnosis;

/// <summary>A user may not do what a container does.</summary>
internal sealed partial class PermissionDenied() : LineRule(Words(), "that it may not do something", "look at the user that it runs as, and at owner and mode of the file that the line names.")
{
    [GeneratedRegex(@"\bpermission denied\b|\bEACCES\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

using System.Text.RegularExpressions;

namespace InfraSpecs.Diagnosis;

/// <summary>A port is taken.</summary>
internal sealed partial class AddressInUse() : LineRule(Words(), "that its port is taken", "find what listens there already: a second program of the container, or another one in its network.")
{
    [GeneratedRegex(@"\baddress (is )?already in use\b|\bEADDRINUSE\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

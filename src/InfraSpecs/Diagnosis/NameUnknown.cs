using System.Text.RegularExpressions;

namespace InfraSpecs.Diagnosis;

/// <summary>A name leads nowhere.</summary>
internal sealed partial class NameUnknown() : LineRule(Words(), "that it does not know the name of another host", "put both into one network, and use the alias or service name there.")
{
    [GeneratedRegex(@"\b(could not resolve host|name or service not known|temporary failure in name resolution|no such host|unknown mysql server host|host not found in upstream|getaddrinfo (ENOTFOUND|EAI_AGAIN))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

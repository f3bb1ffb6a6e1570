using System.Text.RegularExpressions;

namespace InfraSpecs.Diagnosis;

/// <summary>A certificate is refused.</summary>
internal sealed partial class CertificateRefused() : LineRule(
    Words(), "that it does not trust a certificate", "give it the authority that has signed it; where it speaks of dates, look at its clock.", isOfEngines: true)
{
    [GeneratedRegex(@"\bx509: |\bcertificate (has expired|is not yet valid|verify failed|signed by unknown authority)\b|\bself[- ]signed certificate\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

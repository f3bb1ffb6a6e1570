using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Packages;

/// <summary>Versions of a package that a spec takes: ">= 3.0.11-1", ">= 1.2, &lt; 2", "= 1:4.5-6".</summary>
internal sealed partial class PackageVersionRange
{
    private readonly string _text;
    private readonly IReadOnlyList<(string Operator, string Version)> _bounds;

    private PackageVersionRange(string text, IReadOnlyList<(string, string)> bounds) => (_text, _bounds) = (text, bounds);

    /// <summary>Reads a range.</summary>
    /// <param name="text">Bounds with a comma between, all of which must hold. Each is one of =, &gt;=, &lt;=, &gt;, &lt; and a version; a version alone is that version.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.VersionRangeInvalid"/>: It is none.</exception>
    public static PackageVersionRange Parse(string text) => new(text, [.. text.Split(',').Select(bound => Bound(text, bound.Trim()))]);

    /// <summary>Whether a version is among them, in the order of its package manager.</summary>
    public bool Includes(PackageKind kind, string version) => _bounds.All(bound => Holds(bound.Operator, PackageVersions.Compare(kind, version, bound.Version)));

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool Holds(string comparison, int order) => comparison switch
    {
        ">=" => order >= 0,
        "<=" => order <= 0,
        ">" => order > 0,
        "<" => order < 0,
        _ => order == 0,
    };

    private static (string, string) Bound(string text, string bound) =>
        Shape().Match(bound) is { Success: true } found
            ? (found.Groups["operator"].Value, found.Groups["version"].Value)
            : throw ImageTestException.VersionRangeInvalid(text, bound);

    [GeneratedRegex(@"\A(?<operator>>=|<=|=|>|<|)\s*(?<version>[A-Za-z0-9][A-Za-z0-9.+~^:_-]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

using InfraSpecs.Images.Packages;

namespace InfraSpecs.Images;

/// <summary>The order of packages' versions, which is each package manager's own: in dpkg 1.0~rc1 is older than 1.0, in apk 1.0_p1 is newer, in rpm 1.0^git1 is.</summary>
public static class PackageVersions
{
    /// <summary>Which of two versions is the newer.</summary>
    /// <param name="kind">Whose order, as <see cref="ImagePackage.Kind"/> has it: "dpkg", "apk", "rpm".</param>
    /// <param name="left">A version, with epoch and revision where it has them. In rpm, a release counts only where both have one, as in its dependencies.</param>
    /// <param name="right">Another.</param>
    /// <returns>Less than 0 if the left is older, more than 0 if it is newer, 0 if they are equal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The kind is another.</exception>
    public static int Compare(string kind, string left, string right) => kind switch
    {
        DpkgDatabase.Kind => DpkgVersion.Compare(left, right),
        ApkDatabase.Kind => ApkVersion.Compare(left, right),
        RpmDatabase.Kind => RpmVersion.Compare(left, right),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Packages are of dpkg, apk or rpm."),
    };
}

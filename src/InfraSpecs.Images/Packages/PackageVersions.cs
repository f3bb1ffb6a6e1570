namespace InfraSpecs.Images.Packages;

/// <summary>The order of packages' versions, which is each package manager's own: in dpkg 1.0~rc1 is older than 1.0, in apk 1.0_p1 is newer, in rpm 1.0^git1 is.</summary>
internal static class PackageVersions
{
    /// <summary>Which of two versions is the newer.</summary>
    /// <param name="kind">Whose order.</param>
    /// <param name="left">A version, with epoch and revision where it has them. In rpm, a release counts only where both have one, as in its dependencies.</param>
    /// <param name="right">Another.</param>
    /// <returns>Less than 0 if the left is older, more than 0 if it is newer, 0 if they are equal.</returns>
    public static int Compare(PackageKind kind, string left, string right) => kind switch
    {
        PackageKind.Dpkg => DpkgVersion.Compare(left, right),
        PackageKind.Apk => ApkVersion.Compare(left, right),
        PackageKind.Rpm => RpmVersion.Compare(left, right),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Packages are of dpkg, apk or rpm."),
    };
}

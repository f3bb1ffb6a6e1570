using InfraSpecs.Images.Packages;

namespace InfraSpecs.Images.Tests.Packages;

public sealed class PackageVersionsTests
{
    /// <summary>Each is older than the next.</summary>
    [Theory]
    [InlineData(PackageKind.Dpkg, "0", "0.0-1", "1.0~~", "1.0~~a", "1.0~", "1.0~rc1", "1.0", "1.0-1~deb12u1", "1.0-1", "1.0-1+b1", "1.0-2", "1.0-10", "1.0a", "1.0+dfsg-1", "1.0.1", "1.1",
        "1:0.9", "2:0")]
    [InlineData(PackageKind.Dpkg, "2.36-9+deb12u4", "2.36-9+deb12u10", "2.41-1")]
    [InlineData(PackageKind.Dpkg, "20240101120000000000000001", "20240101120000000000000002")]
    [InlineData(PackageKind.Apk, "1.0_alpha", "1.0_alpha1", "1.0_beta", "1.0_pre1", "1.0_rc2", "1.0", "1.0-r1", "1.0-r10", "1.0_cvs", "1.0_git20240101", "1.0_p1", "1.0_p1-r1", "1.0a",
        "1.0b", "1.0.1", "1.1", "1.10", "2")]
    [InlineData(PackageKind.Apk, "3.3.3p1-r2", "3.3.3p1-r3", "3.3.3p2")]
    [InlineData(PackageKind.Apk, "1.05", "1.1")]
    [InlineData(PackageKind.Rpm, "1.0~rc1", "1.0", "1.0^git1~pre", "1.0^git1", "1.0^git2", "1.0.1", "1.1", "1.10", "1:0.5", "2:0")]
    [InlineData(PackageKind.Rpm, "1.0-1.el8", "1.0-1.el9", "1.0-2.el8", "1.0-10.el8")]
    [InlineData(PackageKind.Rpm, "1.a", "1.1", "1.1a", "1.1.1")]
    public void Are_in_their_package_managers_order(PackageKind kind, params string[] versions)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            for (var j = 0; j < versions.Length; j++)
            {
                Math.Sign(PackageVersions.Compare(kind, versions[i], versions[j])).Should().Be(Math.Sign(i - j), $"{versions[i]} against {versions[j]}");
            }
        }
    }

    [Theory]
    [InlineData(PackageKind.Dpkg, "1.0", "0:1.0")]
    [InlineData(PackageKind.Dpkg, "1.0", "1.0-0")]
    [InlineData(PackageKind.Dpkg, "1.001", "1.1")]
    [InlineData(PackageKind.Apk, "1.2.3-r04", "1.2.3-r4")]
    [InlineData(PackageKind.Rpm, "1.001", "1.1")]
    [InlineData(PackageKind.Rpm, "1_0", "1.0")]
    [InlineData(PackageKind.Rpm, "0:1.0-1", "1.0-1")]
    [InlineData(PackageKind.Rpm, "1.0-5", "1.0")]
    public void Are_equal_where_only_the_writing_differs(PackageKind kind, string left, string right) => PackageVersions.Compare(kind, left, right).Should().Be(0);

    [Fact]
    public void Are_of_no_other_kinds()
    {
        var compare = () => PackageVersions.Compare((PackageKind)9, "1", "2");
        compare.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Packages are of dpkg, apk or rpm.*");
    }

    [Theory]
    [InlineData(">= 3.0.11-1~deb12u2", "3.0.11-1", true)]
    [InlineData(">=3.0.11-1", "3.0.11-1~deb12u2", false)]
    [InlineData("> 1.0", "1.0", false)]
    [InlineData(">= 1.2, < 2", "1.10", true)]
    [InlineData(">= 1.2, < 2", "2.0", false)]
    [InlineData("<= 1:2", "3", true)]
    [InlineData("= 1.0-1", "1.0-1", true)]
    [InlineData("1.0-1", "1.0-2", false)]
    public void A_range_takes_what_all_its_bounds_do(string range, string version, bool isTaken) => PackageVersionRange.Parse(range).Includes(PackageKind.Dpkg, version).Should().Be(isTaken);

    [Theory]
    [InlineData("~> 1.0", "~> 1.0")]
    [InlineData("== 1.0", "== 1.0")]
    [InlineData("!= 1.0", "!= 1.0")]
    [InlineData(">> 1.0", ">> 1.0")]
    [InlineData("^1.0", "^1.0")]
    [InlineData("1.2.*", "1.2.*")]
    [InlineData(">= 1.0 < 2", ">= 1.0 < 2")]
    [InlineData(">= 1.0,", "")]
    [InlineData(">=", ">=")]
    [InlineData("", "")]
    public void What_is_no_bound_is_named(string range, string bound)
    {
        var parse = () => PackageVersionRange.Parse(range);
        parse.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.VersionRangeInvalid)
            .WithMessage($"Version range '{range}' cannot be used: '{bound}' is not one of =, >=, <=, >, < and a version.*")
            .Which.Bound.Should().Be(bound);
    }
}

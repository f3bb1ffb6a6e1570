namespace InfraSpecs.MySql.Tests.Fingerprint;

public sealed class ServerTests
{
    [Theory]
    [InlineData("9.7.4-2", "MySQL 9.7.4")]
    [InlineData("8.4.3", "MySQL 8.4.3")]
    [InlineData("5.7.44-log", "MySQL 5.7.44")]
    [InlineData("11.8.6-MariaDB-0+deb13u1 from Debian", "MariaDB 11.8.6")]
    [InlineData("5.5.5-10.11.18-MariaDB", "MariaDB 10.11.18")]
    public void A_version_is_understood(string version, string name) => Server.Parse(version).ToString().Should().Be(name);
}

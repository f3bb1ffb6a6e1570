namespace InfraSpecs.Assertions.Tests.Volumes;

public sealed class ContainerMountsAssertionsTests
{
    private static readonly ContainerMounts Mounts = new("mysql-1",
    [
        new ContainerMount { Kind = MountKind.Bind, Source = "/home/me", Path = "/home", IsReadOnly = true },
        new ContainerMount { Kind = MountKind.Tmpfs, Path = "/var/lib/cache" },
        new ContainerMount { Kind = MountKind.Volume, Name = "abc", Source = "/var/lib/docker/volumes/abc/_data", Path = "/var/lib/mysql" },
    ]);

    [Fact]
    public void KeepDataAt_takes_volumes_and_folders() => Mounts.Should().KeepDataAt("/var/lib/mysql/ibdata1").And.KeepDataAt("/home");

    [Fact]
    public void KeepDataAt_fails_where_nothing_is_mounted() => AssertionText.Of(() => Mounts.Should().KeepDataAt("/var/lib/mysql2")).Should().Be(
        """
        Expected Mounts of "mysql-1" to keep what is written to "/var/lib/mysql2", but nothing is mounted there: it is lost with the container.

        With mounts of mysql-1:
        /home: bind /home/me, read-only
        /var/lib/cache: tmpfs
        /var/lib/mysql: volume abc
        """);

    [Fact]
    public void KeepDataAt_fails_in_memory() => AssertionText.Of(() => Mounts.Should().KeepDataAt("/var/lib/cache/x")).Should()
        .Contain("but /var/lib/cache is in memory (tmpfs): it is lost when the container stops.");
}

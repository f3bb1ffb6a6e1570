namespace InfraSpecs.Assertions.Tests.Volumes;

public sealed class ContainerMountsAssertionsTests
{
    private static readonly ContainerMounts Mounts = new("mysql-1",
    [
        new ContainerMount { Kind = MountKind.Bind, Source = "/etc/app", Path = "/etc/app", IsReadOnly = true },
        new ContainerMount { Kind = MountKind.Bind, Source = "/home/me", Path = "/home" },
        new ContainerMount { Kind = MountKind.Volume, Name = "0f1e", Path = "/var/lib/app", IsAnonymous = true },
        new ContainerMount { Kind = MountKind.Tmpfs, Path = "/var/lib/cache" },
        new ContainerMount { Kind = MountKind.Volume, Name = "abc", Source = "/var/lib/docker/volumes/abc/_data", Path = "/var/lib/mysql" },
    ]);

    [Fact]
    public void HaveMount_takes_what_is_mounted() => Mounts.Should()
        .HaveMount(ContainerMount.Volume("abc", "/var/lib/mysql")).And.HaveMount(ContainerMount.Bind("/etc/app", "/etc/app", readOnly: true))
        .And.HaveMount(ContainerMount.Tmpfs("/var/lib/cache")).And.HaveMount(new ContainerMount { Kind = MountKind.Volume, Path = "/var/lib/app/" });

    [Fact]
    public void HaveMount_shows_what_is_mounted_in_its_place() => AssertionText.Of(() => Mounts.Should().HaveMount(ContainerMount.Volume("abd", "/var/lib/mysql"))).Should().StartWith(
        """Expected Mounts of "mysql-1" to have /var/lib/mysql: volume abd, but found /var/lib/mysql: volume abc.""");

    [Fact]
    public void HaveMount_minds_kind_source_and_rights()
    {
        AssertionText.Of(() => Mounts.Should().HaveMount(ContainerMount.Bind("/etc/app", "/etc/app"))).Should()
            .Contain("to have /etc/app: bind /etc/app, but found /etc/app: bind /etc/app, read-only.");
        AssertionText.Of(() => Mounts.Should().HaveMount(ContainerMount.Bind("/home/you", "/home"))).Should().Contain("to have /home: bind /home/you, but found /home: bind /home/me.");
        AssertionText.Of(() => Mounts.Should().HaveMount(ContainerMount.Tmpfs("/home"))).Should().Contain("to have /home: tmpfs, but found /home: bind /home/me.");
        AssertionText.Of(() => Mounts.Should().HaveMount(ContainerMount.Tmpfs("/run"))).Should().Contain("to have /run: tmpfs, but nothing is mounted there.");
        AssertionText.Of(() => Mounts.Should().HaveMount(new ContainerMount { Kind = MountKind.Volume, Path = "/var/lib/mysql" })).Should().Contain("but found /var/lib/mysql: volume abc.");
    }

    [Fact]
    public void KeepDataAt_takes_volumes_and_folders() => Mounts.Should().KeepDataAt("/var/lib/mysql/ibdata1").And.KeepDataAt("/home");

    [Fact]
    public void KeepDataAt_fails_where_nothing_is_mounted() => AssertionText.Of(() => Mounts.Should().KeepDataAt("/var/lib/mysql2")).Should().Be(
        """
        Expected Mounts of "mysql-1" to keep what is written to "/var/lib/mysql2", but nothing is mounted there: it is lost with the container.

        With mounts of mysql-1:
        /etc/app: bind /etc/app, read-only
        /home: bind /home/me
        /var/lib/app: volume 0f1e, anonymous
        /var/lib/cache: tmpfs
        /var/lib/mysql: volume abc
        """);

    [Fact]
    public void KeepDataAt_fails_where_the_volume_goes_with_the_container() => AssertionText.Of(() => Mounts.Should().KeepDataAt("/var/lib/app/x")).Should()
        .Contain("but the volume at /var/lib/app has no name of its own: it is removed with the container.");

    [Fact]
    public void KeepDataAt_fails_where_nothing_can_be_written() => AssertionText.Of(() => Mounts.Should().KeepDataAt("/etc/app/x")).Should()
        .Contain("but /etc/app is mounted read-only: nothing can be written there.");

    [Fact]
    public void KeepDataAt_fails_in_memory() => AssertionText.Of(() => Mounts.Should().KeepDataAt("/var/lib/cache/x")).Should()
        .Contain("but /var/lib/cache is in memory (tmpfs): it is lost when the container stops.");
}

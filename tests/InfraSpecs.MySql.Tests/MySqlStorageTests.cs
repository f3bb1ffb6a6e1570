namespace InfraSpecs.MySql.Tests;

public sealed class MySqlStorageTests
{
    [Fact]
    public void Nothing_mounted_is_the_containers_own_file_system() =>
        Assert.Equal(new MySqlStorage { Container = "mysql-1", DataDirectory = "/var/lib/mysql", Kind = StorageKind.Container, MountedAt = null, Source = null }, Of("/var/lib/mysql/"));

    [Theory]
    [InlineData("/var/lib/mysql", StorageKind.Volume)]
    [InlineData("/var/lib", StorageKind.Volume)]
    [InlineData("/var/lib/mysqld", StorageKind.Container)]
    [InlineData("/var/lib/mysql/sub", StorageKind.Container)]
    public void A_mount_holds_what_is_below_it_and_not_what_has_a_longer_name(string path, StorageKind kind) =>
        Of("/var/lib/mysql", new ContainerMount { Kind = MountKind.Volume, Name = "shared", Source = "/x", Path = path }).Kind.Should().Be(kind);

    [Fact]
    public void The_innermost_mount_counts() => Of(
        "/var/lib/mysql",
        new ContainerMount { Kind = MountKind.Volume, Name = "shared", Source = "/x", Path = "/var/lib" },
        new ContainerMount { Kind = MountKind.Tmpfs, Path = "/var/lib/mysql" }).Kind.Should().Be(StorageKind.Memory);

    [Theory]
    [InlineData(MountKind.Volume, "shared", true)]
    [InlineData(MountKind.Volume, "of its own", false)]
    [InlineData(MountKind.Bind, null, true)]
    [InlineData(MountKind.Tmpfs, null, false)]
    public void Only_what_others_own_outlives_the_container(MountKind kind, string? name, bool outlives) =>
        Of("/var/lib/mysql", new ContainerMount { Kind = kind, Name = name, Source = "/x", Path = "/var/lib/mysql" }).OutlivesTheContainer.Should().Be(outlives);

    [Theory]
    [InlineData("innodb_log_group_home_dir", "/srv", "InnoDB's redo log in /srv, in the container's own file system")]
    [InlineData("innodb_undo_directory", "/var/lib/mysql/../srv", "InnoDB's undo logs in /var/lib/srv")]
    [InlineData("innodb_data_file_path", "ibdata1:12M;/srv/x/ibdata2:12M:autoextend", "InnoDB's system tablespace in /srv/x")]
    [InlineData("log_bin_basename", "/logs/binlog", "the binary log in /logs")]
    [InlineData("aria_log_dir_path", "/srv/", "Aria's log in /srv,")]
    public void Each_place_that_holds_data_counts(string variable, string value, string sentence)
    {
        var places = StoragePlaces.Parse(new Dictionary<string, string> { ["datadir"] = "/var/lib/mysql/", [variable] = value }).ToArray();
        var real = new Dictionary<string, string> { ["/var/lib/mysql/../srv"] = "/var/lib/srv" };
        var ground = Ground(Shared) with { Kernel = FileSystems.NotSeen with { Real = real } };
        var storage = ground.ReadStorage("mysql-1", "/var/lib/mysql/", places);
        storage.OutlivesTheContainer.Should().BeFalse();
        storage.Lost.Should().ContainSingle().Which.ToString().Should().Contain(sentence);
        storage.ToString().Should().Contain("It keeps " + sentence);
        Ground(Shared).ReadStorage("mysql-1", "/var/lib/mysql/", [("InnoDB's redo log", "/var/lib/mysql/redo")]).Elsewhere.Should().BeEmpty();
    }

    [Theory]
    [InlineData("tmpfs", true)]
    [InlineData("ramfs", true)]
    [InlineData("ext4", false)]
    public void What_the_kernel_calls_memory_is_memory_whatever_the_engine_calls_it(string type, bool isMemory)
    {
        var kernel = FileSystems.Parse($"1 0 0:1 / / rw - overlay overlay rw\n2 1 0:2 / /var/lib/mysql rw - {type} none rw\n\n/var/lib/mysql\n\n", ["/var/lib/mysql/"]);
        var storage = (Ground(Shared) with { Kernel = kernel }).ReadStorage("mysql-1", "/var/lib/mysql/");
        storage.OutlivesTheContainer.Should().Be(!isMemory);
        if (isMemory) storage.ToString().Should().Contain("in memory (shared at /var/lib/mysql is on a tmpfs)");
    }

    [Fact]
    public void A_mount_within_the_data_directory_is_a_place_of_its_own()
    {
        var storage = Ground(Shared, new ContainerMount { Kind = MountKind.Tmpfs, Path = "/var/lib/mysql/shop" }).ReadStorage("mysql-1", "/var/lib/mysql");
        storage.Lost.Should().ContainSingle().Which.Path.Should().Be("/var/lib/mysql/shop");
    }

    [Fact]
    public void Of_another_driver_it_is_not_known()
    {
        var ground = Ground(Shared) with { ForeignDrivers = new Dictionary<string, string> { ["shared"] = "example/s3:1" } };
        var storage = ground.ReadStorage("mysql-1", "/var/lib/mysql");
        storage.Kind.Should().Be(StorageKind.Unknown);
        storage.ToString().Should().Contain("on the volume shared of the driver example/s3:1").And.Contain("is not known here");
    }

    private static readonly ContainerMount Shared = new() { Kind = MountKind.Volume, Name = "shared", Source = "/x", Path = "/var/lib/mysql" };

    private static StorageGround Ground(params ContainerMount[] mounts) => new(new ContainerMounts("mysql-1", mounts), mount => mount.Name == "shared");

    private static MySqlStorage Of(string directory, params ContainerMount[] mounts) =>
        Ground(mounts).ReadStorage("mysql-1", directory);
}

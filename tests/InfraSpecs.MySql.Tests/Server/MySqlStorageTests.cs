namespace InfraSpecs.MySql.Tests;

public sealed class MySqlStorageTests
{
    [Fact]
    public void Nothing_mounted_is_the_containers_own_file_system() =>
        Assert.Equal(new MySqlStorage("mysql-1", "/var/lib/mysql", StorageKind.Container, null, null), Of("/var/lib/mysql/"));

    [Theory]
    [InlineData("/var/lib/mysql", StorageKind.Volume)]
    [InlineData("/var/lib", StorageKind.Volume)]
    [InlineData("/var/lib/mysqld", StorageKind.Container)]
    [InlineData("/var/lib/mysql/sub", StorageKind.Container)]
    public void A_mount_holds_what_is_below_it_and_not_what_has_a_longer_name(string path, StorageKind kind) =>
        Of("/var/lib/mysql", new ContainerMount("volume", "shared", "/x", path, false)).Kind.Should().Be(kind);

    [Fact]
    public void The_innermost_mount_counts() => Of(
        "/var/lib/mysql",
        new ContainerMount("volume", "shared", "/x", "/var/lib", false),
        new ContainerMount("tmpfs", null, "", "/var/lib/mysql", false)).Kind.Should().Be(StorageKind.Memory);

    [Theory]
    [InlineData("volume", "shared", true)]
    [InlineData("volume", "of its own", false)]
    [InlineData("bind", null, true)]
    [InlineData("tmpfs", null, false)]
    public void Only_what_others_own_outlives_the_container(string kind, string? name, bool outlives) =>
        Of("/var/lib/mysql", new ContainerMount(kind, name, "/x", "/var/lib/mysql", false)).OutlivesTheContainer.Should().Be(outlives);

    private static MySqlStorage Of(string directory, params ContainerMount[] mounts) =>
        MySqlStorage.Of("mysql-1", directory, new ContainerMounts("mysql-1", mounts), mount => mount.Name == "shared");
}

namespace InfraSpecs.MySql.Tests.Drill;

public sealed class DrillActionTests
{
    private static readonly ContainerOptions Nightly = new() { Image = "nightly" };

    private static readonly BackupDrillOptions Drill = new()
    {
        Source = new MySqlOptions { Database = "shop" },
        Seed = (_, _) => Task.CompletedTask,
        Backup = ["mysqldump", "shop"],
        Restore = ["true"],
    };

    [Fact]
    public void A_list_of_words_is_a_command()
    {
        List<string> words = [.. Drill.Backup];
        words.Should().Equal("mysqldump", "shop");
        Drill.NeedsNetwork.Should().BeFalse("a command runs beside the server");
    }

    [Fact]
    public void What_reaches_the_server_by_its_name_needs_a_network()
    {
        (Drill with { Backup = DrillAction.InContainer(Nightly) }).NeedsNetwork.Should().BeTrue();
        (Drill with { Restore = DrillAction.By((_, _) => Task.FromResult("")) }).NeedsNetwork.Should().BeTrue();
    }

    [Fact]
    public void The_images_that_it_needs_are_known_before_anything_is_started() =>
        (Drill with { Image = "tools", Backup = DrillAction.InContainer(Nightly), Restore = DrillAction.InContainer(Nightly) }).Images.Should().Equal("tools", "nightly");

    [Fact]
    public void A_word_that_no_program_can_be_given_is_refused() =>
        ErrorsOf(Drill with { Backup = ["a\0b"], Restore = ["sh", null!] }).Should().HaveCount(2).And.OnlyContain(it => it.Contains("has a word that no program can be given"));

    [Fact]
    public void A_container_that_has_its_own_at_the_folder_is_refused() =>
        ErrorsOf(Drill with { Backup = DrillAction.InContainer(Nightly with { Mounts = [ContainerMount.Volume("mine", "/backups/")] }, "/backups") })
            .Should().Equal("Backup mounts /backups itself, and there the drill mounts the volume of backups; leave one of them out.");

    [Fact]
    public void A_container_with_a_readiness_of_its_own_is_refused() =>
        ErrorsOf(Drill with { Backup = DrillAction.InContainer(Nightly with { Ready = Ready.WhenHealthy }) }).Should().ContainSingle().Which.Should().Contain("DrillAction.By");

    [Fact]
    public void What_a_container_lacks_is_named_with_the_property_that_it_is_in() =>
        ErrorsOf(Drill with { Backup = DrillAction.InContainer(new ContainerOptions { Image = " " }), Restore = DrillAction.InContainer(Nightly with { User = "" }, "backups") })
            .Should().HaveCount(3).And.Contain(it => it.StartsWith("Backup: Image is empty")).And.Contain(it => it.StartsWith("Restore: User is empty"))
            .And.Contain(it => it.StartsWith("Restore: Mounts has Path 'backups'; it must be absolute"));

    [Fact]
    public void A_container_cannot_restore_the_data_of_a_server_that_does_not_run() =>
        ErrorsOf(Drill with { RestoreBeforeStart = true, Restore = DrillAction.InContainer(Nightly) }).Should().ContainSingle().Which.Should().Contain("site.Data");

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("db1:3306")]
    [InlineData("my server")]
    public void A_host_that_is_no_name_is_refused(string host) => ErrorsOf(Drill with { Host = host }).Should().ContainSingle().Which.Should().StartWith($"Host is '{host}'");

    [Fact]
    public void Nothing_is_no_action()
    {
        ((Action)(() => DrillAction.InContainer(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => DrillAction.By(null!))).Should().Throw<ArgumentNullException>();
        ErrorsOf(Drill with { Backup = null! }).Should().ContainSingle().Which.Should().StartWith("Backup is null");
    }

    [Fact]
    public void Of_what_code_says_the_last_lines_are_kept() =>
        CodeAction.LastLines("first\r\n\n" + string.Join('\n', Enumerable.Range(1, 10)) + "\n").Should().HaveCount(10).And.StartWith("1").And.EndWith("10");

    private static IReadOnlyList<string> ErrorsOf(BackupDrillOptions options) =>
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors;
}

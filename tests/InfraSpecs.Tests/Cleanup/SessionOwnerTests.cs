using System.Diagnostics;
using InfraSpecs.Cleanup;

namespace InfraSpecs.Tests.Cleanup;

public sealed class SessionOwnerTests
{
    private static readonly SessionOwner Me = SessionOwner.Current;

    [Fact]
    public void A_label_is_read_as_it_was_written() => SessionOwner.Parse(Me.ToString()).Should().Be(Me);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a/b/c/d")]
    [InlineData("a/b/1")]
    public void Anything_else_is_not_an_owner(string? label) => SessionOwner.Parse(label).Should().BeNull();

    [Fact]
    public void This_process_is_alive() => Me.IsAlive(engineIsLocal: true).Should().BeTrue();

    [Fact]
    public void A_process_with_the_same_number_and_another_start_is_another_process() =>
        (Me with { Started = Me.Started - 1 }).IsAlive(engineIsLocal: true).Should().BeFalse();

    [Fact]
    public void A_process_is_dead_once_it_is_killed()
    {
        using var child = Process.Start("sleep", "60");
        var started = long.Parse(File.ReadAllText($"/proc/{child.Id}/stat").Split(") ")[1].Split(' ')[19]);
        var owner = Me with { ProcessId = child.Id, Started = started };
        owner.IsAlive(engineIsLocal: true).Should().BeTrue();
        child.Kill();
        child.WaitForExit();
        owner.IsAlive(engineIsLocal: true).Should().BeFalse();
    }

    [Fact]
    public void Of_a_process_that_the_kernel_hides_nothing_is_known()
    {
        using var hidden = new TemporaryFolder();
        Me.IsAlive(engineIsLocal: true, hidden.FullName).Should().BeNull("with hidepid=2 the files of other users' processes are not there");
        using var child = Process.Start("true");
        child.WaitForExit();
        (Me with { ProcessId = child.Id }).IsAlive(engineIsLocal: true, hidden.FullName).Should().BeFalse("no signal reaches it");
    }

    [Fact]
    public void Of_another_machine_nothing_is_known()
    {
        (Me with { Machine = "other" }).IsAlive(engineIsLocal: true).Should().BeNull();
        (Me with { Boot = "other+pid:[1]" }).IsAlive(engineIsLocal: true).Should().BeNull();
    }

    [Fact]
    public void An_earlier_boot_of_this_machine_is_dead_if_the_engine_is_here()
    {
        var earlier = Me with { Boot = "11111111-1111-1111-1111-111111111111+pid:[4026531836]" };
        var inFirstNamespace = Me.Boot.EndsWith("pid:[4026531836]", StringComparison.Ordinal);
        earlier.IsAlive(engineIsLocal: true).Should().Be(inFirstNamespace ? false : null);
        earlier.IsAlive(engineIsLocal: false).Should().BeNull();
    }
}

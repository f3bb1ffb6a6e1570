using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

[RequiresEngine]
public sealed class NeighbourSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task Of_two_processes_side_by_side_one_is_killed_and_all_of_the_other_lives()
    {
        using var killed = new ProcessThatEnds(fixture.Engine, OneOfEachSpecs.Waits);
        using var other = new ProcessThatEnds(fixture.Engine, OneOfEachSpecs.Waits);
        var (made, others) = (await killed.Things.MadeAsync(), await other.Things.MadeAsync());
        await killed.SignalAsync("KILL");
        await killed.Things.ShouldLeaveNothingAsync(made);
        (await other.Things.LeftAsync(others, Token)).Should().HaveCount(others.Count, "its reaper lives too");

        await other.SignalAsync("TERM");
        await other.WaitUntilItHasEndedAsync();
        await other.Things.ShouldLeaveNothingAsync(others);
    }
}

using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>However a test process ends, nothing of it is left 10 s later: containers, anonymous volumes, named volumes, networks, images that it made for itself.</summary>
[RequiresEngine]
public sealed class EndingSpecs(EngineFixture fixture)
{
    private readonly Engine _engine = fixture.Engine;

    [Fact]
    public async Task Nothing_is_left_of_a_process_that_is_killed_and_all_of_one_beside_it_lives()
    {
        using var killed = new ProcessThatEnds(_engine, SpecThatEnds.Waits);
        using var other = new ProcessThatEnds(_engine, SpecThatEnds.Waits);
        var (made, others) = (await killed.MadeAsync(), await other.MadeAsync());
        killed.Kill();
        await killed.ShouldLeaveNothingAsync(made);
        (await other.LeftAsync(others, Token)).Should().HaveCount(others.Count + 1, "its reaper lives too");

        await other.SignalAsync("TERM");
        await other.WaitUntilItHasEndedAsync();
        await other.ShouldLeaveNothingAsync(others);
    }
}

using InfraSpecs.Xunit;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>However a test process ends, nothing of it is left 10 s later: containers, anonymous volumes, named volumes, networks, images that it made for itself, and what
/// Testcontainers' own builders made in it.</summary>
[RequiresEngine]
public sealed class EndingSpecs(EndedProcesses processes) : IClassFixture<EndedProcesses>
{
    [Theory]
    [InlineData("SIGKILL")]
    [InlineData("SIGINT")]
    [InlineData("SIGTERM")]
    [InlineData("a crash")]
    [InlineData("a test's time limit")]
    [InlineData("a disposal that throws half-way")]
    public Task Nothing_is_left_after(string ending) => processes.ShouldLeaveNothingAsync(ending);
}

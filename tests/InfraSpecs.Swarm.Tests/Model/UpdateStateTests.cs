using Docker.DotNet.Models;

namespace InfraSpecs.Swarm.Tests.Model;

public sealed class UpdateStateTests
{
    [Theory]
    [InlineData("updating", UpdateState.Updating)]
    [InlineData("paused", UpdateState.Paused)]
    [InlineData("completed", UpdateState.Completed)]
    [InlineData("rollback_started", UpdateState.RollingBack)]
    [InlineData("rollback_paused", UpdateState.RollbackPaused)]
    [InlineData("rollback_completed", UpdateState.RolledBack)]
    public void The_managers_words_are_read_and_told_as_they_are(string word, UpdateState state)
    {
        UpdateStates.Read(Service(word)).Should().Be(state);
        UpdateStates.Word(state).Should().Be(word);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("something new")]
    public void No_word_and_an_unknown_one_are_no_update(string? word) => UpdateStates.Read(Service(word)).Should().Be(UpdateState.None);

    private static SwarmService Service(string? word) => new() { PreviousSpec = new ServiceSpec(), UpdateStatus = word is null ? null : new UpdateStatus { State = word } };
}

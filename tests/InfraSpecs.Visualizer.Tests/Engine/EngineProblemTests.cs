namespace InfraSpecs.Visualizer.Tests.Engine;

public sealed class EngineProblemTests
{
    [Fact]
    public async Task Without_a_socket_it_says_where_to_mount_it()
    {
        using var engine = new EngineApi("/nowhere/docker.sock");
        await engine.Awaiting(it => it.ReadNodesAsync(Token)).Should().ThrowAsync<EngineProblemException>()
            .WithMessage("There is no /nowhere/docker.sock. Mount the manager's socket there: -v /var/run/docker.sock:/nowhere/docker.sock.");
    }

    [Fact]
    public async Task On_a_worker_it_repeats_what_the_engine_says()
    {
        await using var fake = new FakeEngine();
        fake.Answers["/nodes"] = ("503 Service Unavailable", """{"message":"This node is not a swarm manager."}""");
        using var engine = new EngineApi(fake.Socket);
        await engine.Awaiting(it => it.ReadNodesAsync(Token)).Should().ThrowAsync<EngineProblemException>().WithMessage("The engine says: This node is not a swarm manager.");
    }

    [Fact]
    public async Task An_engine_that_is_gone_does_not_answer()
    {
        var file = Path.GetTempFileName();
        using var engine = new EngineApi(file);
        await engine.Awaiting(it => it.ReadTasksAsync(Token)).Should().ThrowAsync<EngineProblemException>().WithMessage($"The engine does not answer at {file}.");
        File.Delete(file);
    }

    [Fact]
    public async Task An_answer_of_another_kind_is_not_understood()
    {
        await using var fake = new FakeEngine();
        fake.Answers["/nodes"] = ("200 OK", "<html>");
        fake.Answers["/tasks"] = ("502 Bad Gateway", "<html>");
        using var engine = new EngineApi(fake.Socket);
        await engine.Awaiting(it => it.ReadNodesAsync(Token)).Should().ThrowAsync<EngineProblemException>().WithMessage("The engine's answer was not understood*");
        await engine.Awaiting(it => it.ReadTasksAsync(Token)).Should().ThrowAsync<EngineProblemException>().WithMessage("The engine's answer was not understood*");
    }
}

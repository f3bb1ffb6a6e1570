using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report.Figures;

public sealed class LifetimeTests
{
    [Fact]
    public async Task A_container_that_is_killed_for_memory_and_started_again()
    {
        Life(await Given.ReadAsync(
            """{"k":"res","t":0,"res":"r","type":"container","name":"db","image":"mysql:8.4"}""", Event(100, "start"), Event(600, "health_status: healthy"), Event(900, "oom"),
            Event(905, "die", "137"), Event(2000, "start"), Event(3000, "pause"), Event(3500, "unpause")), 4000).Should().Equal(
                (Condition.Created, 0, 100, "mysql:8.4"), (Condition.Running, 100, 905, "mysql:8.4, healthy after 0.5 s"), (Condition.Dead, 905, 2000, "out of memory"),
                (Condition.Running, 2000, 3000, "started again"), (Condition.Paused, 3000, 3500, "paused"), (Condition.Running, 3500, 4000, "runs again"));
    }

    [Theory]
    [InlineData("0", "Ended", "exit 0")]
    [InlineData("137", "Dead", "killed (137)")]
    [InlineData("143", "Ended", "ended by SIGTERM (143)")]
    [InlineData("3", "Dead", "exit 3")]
    public async Task Its_end_has_its_exit_code_and_is_seen_though_it_was_removed_at_once(string code, string condition, string text) =>
        Life(await Given.ReadAsync(Event(100, "start"), Event(500, "die", code), Event(501, "destroy")), 9000).Last().Should().Be((Enum.Parse<Condition>(condition), 500, 800, text));

    private static string Event(int at, string action, string exit = "") => $$$"""{"k":"ev","t":{{{at}}},"res":"r","action":"{{{action}}}","attrs":{"exitCode":"{{{exit}}}"}}""";

    private static IEnumerable<(Condition, long, long, string)> Life(ProcessFacts process, long until) =>
        Lifetime.Of(process.Resources.Single(), until).Select(it => (it.Condition, it.From, it.To, it.Text));
}

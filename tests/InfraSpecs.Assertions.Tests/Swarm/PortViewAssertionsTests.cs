using InfraSpecs.Swarm;
using static InfraSpecs.Testing.AssertionText;

namespace InfraSpecs.Assertions.Tests.Swarm;

public sealed class PortViewAssertionsTests
{
    private static readonly PortView Reached = View(Answer("manager", PortOutcome.Connected));

    [Fact]
    public void Claims_that_hold_pass()
    {
        Reached.Should().BeReachedFromEverywhere();
        View(Answer("manager", PortOutcome.Refused)).Should().BeRefusedEverywhere();
        View(Answer("manager", PortOutcome.NameNotFound), Answer("worker01", PortOutcome.Timeout), Answer("worker02", PortOutcome.NoRoute)).Should().BeReachedFromNowhere(Reached);
        (View(Answer("manager", PortOutcome.Timeout)) with { Host = "10.0.1.5" }).Should().BeReachedFromNowhere(Reached);
    }

    [Fact]
    public void BeReachedFromEverywhere_says_who_saw_what() =>
        Fails(() => View(Answer("manager", PortOutcome.Connected), Answer("worker01", PortOutcome.Refused), Answer("worker02", PortOutcome.NameNotFound))
            .Should().BeReachedFromEverywhere("it is published"),
            "Expected web:8080 to be reached from everywhere because it is published, but worker01: refused by 10.0.1.5; worker02: name not found.\n\n"
            + "With view:\nmanager: connected to 10.0.1.5\nworker01: refused by 10.0.1.5\nworker02: name not found");

    [Fact]
    public void BeReachedFromNowhere_tells_a_closed_port_from_a_host_out_of_reach() =>
        Fails(() => View(Answer("manager", PortOutcome.Refused), Answer("worker01", PortOutcome.Connected), Answer("worker02", PortOutcome.Timeout)).Should().BeReachedFromNowhere(Reached),
            "Expected web:8080 to be out of reach, but manager: refused by 10.0.1.5: the host is in reach, only the port is closed; worker01: connected to 10.0.1.5.\n\n"
            + "With view:\nmanager: refused by 10.0.1.5\nworker01: connected to 10.0.1.5\nworker02: no answer from 10.0.1.5 in time");

    [Fact]
    public void BeReachedFromNowhere_wants_to_see_that_something_is_there()
    {
        var unseen = View(Answer("manager", PortOutcome.NameNotFound));
        Fails(() => unseen.Should().BeReachedFromNowhere(View(Answer("worker01", PortOutcome.Refused))),
            "Expected web:8080 to be out of reach, but it is not reached from where it is to be either, which proves nothing.\n\nWith where it is to be reached:\nworker01: refused by 10.0.1.5");
        Fails(() => unseen.Should().BeReachedFromNowhere(Reached with { Port = 80 }),
            "Expected web:8080 to be out of reach, but the view that shall show that something is there is of web:80, which proves nothing.\n\nWith view:\nmanager: name not found");
    }

    [Fact]
    public void BeRefusedEverywhere_says_who_saw_what() =>
        Fails(() => Reached.Should().BeRefusedEverywhere(), "Expected web:8080 to be refused everywhere, but manager: connected to 10.0.1.5.\n\nWith view:\nmanager: connected to 10.0.1.5");

    [Fact]
    public void No_claim_holds_where_nobody_tried()
    {
        const string nothing = ", but nobody tried, which proves nothing.\n\nWith view:\nnothing";
        Fails(() => View().Should().BeReachedFromEverywhere(), "Expected web:8080 to be reached from everywhere" + nothing);
        Fails(() => View().Should().BeReachedFromNowhere(Reached), "Expected web:8080 to be out of reach" + nothing);
        Fails(() => View().Should().BeRefusedEverywhere(), "Expected web:8080 to be refused everywhere" + nothing);
    }

    private static PortView View(params PortAnswer[] answers) => new() { Host = "web", Port = 8080, Answers = answers };

    private static PortAnswer Answer(string node, PortOutcome outcome) => new() { Point = node, Node = node, Outcome = outcome, Address = outcome == PortOutcome.NameNotFound ? null : "10.0.1.5" };
}

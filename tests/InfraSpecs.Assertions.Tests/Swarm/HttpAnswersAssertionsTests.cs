using InfraSpecs.Swarm;
using static InfraSpecs.Assertions.Tests.Swarm.Views;
using static InfraSpecs.Testing.AssertionText;

namespace InfraSpecs.Assertions.Tests.Swarm;

public sealed class HttpAnswersAssertionsTests
{
    private const string Gateway =
        "  What to do: status 502 is the proxy's own: it reached nobody, or got no HTTP. See that what it passes requests on to runs, listens on the port that the proxy names and on all addresses, "
        + "and was there when the proxy looked its name up: nginx does that once, at its start.";

    private static readonly Placement Web = Placed(Task(1, "worker01"), Task(2, "worker02"));

    [Fact]
    public void Claims_that_hold_pass()
    {
        var answers = Answers(20, number => Good(1 + (number % 2)));
        answers.Should().HaveStatus(200).And.HaveBody("Hello Docker!!").And.BeServedByEveryTaskOf(Web).And.BeServedEvenlyBy(Web, 1.5).And.BePassedOnByEveryTaskOf(Web).And.BePassedOnEvenlyBy(Web, 1);
    }

    [Fact]
    public void HaveStatus_and_HaveBody_say_what_each_node_got()
    {
        var answers = Answers(4, number => number < 3
            ? Good(1) with { Status = 502, Failure = HttpFailure.Status, BodyStart = "Bad Gateway\n", Replica = null }
            : Good(1) with { Status = 0, Failure = HttpFailure.Refused, BodyStart = null, Replica = null });
        Fails(() => answers.Should().HaveStatus(200, "nginx is up"),
            "Expected answers to have status 200 because nginx is up, but manager got status 502 (3 of 4); manager got connection refused (1 of 4).\n"
            + Gateway + "\n\n"
            + "With answers:\nmanager: status 502, through 100000000000 (3)\nmanager: connection refused, through 100000000000 (1)");
        FailsFirst(() => answers.Should().HaveBody("Hello"), "Expected answers to have \"Hello\" in the body, but manager got status 502 with \"Bad Gateway\" (3 of 4); manager got connection refused (1 of 4).");
        FailsFirst(() => answers.Should().BeServedByEveryTaskOf(Web), "Expected answers to be served by every task of web, but no request had a good answer: manager: status 502, through 100000000000.");
    }

    [Theory]
    [InlineData(504, "the server did not answer it in time")]
    [InlineData(503, "it takes no server for well")]
    public void A_proxys_own_answer_says_what_to_do(int status, string advice) => Text(() => Answers(4, _ => Good(1) with { Status = status, Failure = HttpFailure.Status }).Should().HaveStatus(200))
        .Should().Contain($"\n  What to do: status {status} ").And.Contain(advice);

    [Fact]
    public void A_servers_own_answer_has_no_such_advice() =>
        Text(() => Answers(4, _ => Good(1) with { Status = 500, Failure = HttpFailure.Status }).Should().HaveStatus(200)).Should().NotContain("What to do");

    private static string Text(Action claim) => claim.Should().Throw<Exception>().Which.Message;

    [Fact]
    public void BeServedByEveryTaskOf_names_the_silent_and_the_strange()
    {
        var answers = Answers(20, number => Good(number == 0 ? 7 : 1));
        FailsFirst(() => answers.Should().BeServedByEveryTaskOf(Web),
            "Expected answers to be served by every task of web, but of 20 answers none came from web.2 on worker02; 1 came from 700000000000, which is no task of web.");
        FailsFirst(() => answers.Should().BePassedOnByEveryTaskOf(Placed()), "Expected answers to be passed on by every task of web, but no task of it runs, which proves nothing.");
    }

    [Fact]
    public void BeServedEvenlyBy_names_the_busiest_and_the_idlest()
    {
        var answers = Answers(20, number => Good(number < 15 ? 1 : 2));
        FailsFirst(() => answers.Should().BeServedEvenlyBy(Web, 2), "Expected answers to be served by the tasks of web within a ratio of 2, but web.1 on worker01 gave 15 and web.2 on worker02 gave 5.");
        FailsFirst(() => answers.Should().BePassedOnEvenlyBy(Web, 2.5), "Expected answers to be passed on by the tasks of web within a ratio of 2.5, but web.1 on worker01 gave 15 and web.2 on worker02 gave 5.");
        answers = Answers(6, number => Good(1 + (number % 2)));
        FailsFirst(() => answers.Should().BeServedEvenlyBy(Web, 2), "Expected answers to be served by the tasks of web within a ratio of 2, but 6 answers are too few to tell with 2 tasks; ask for 20 or more.");
    }

    [Fact]
    public void No_claim_holds_without_answers_or_with_a_vantage_point_lost()
    {
        var answers = Answers(0, _ => Good(1));
        FailsFirst(() => answers.Should().HaveStatus(200), "Expected answers to have status 200, but nobody asked, which proves nothing.");
        answers = Answers(1, _ => Good(1)) with { Lost = new Dictionary<string, string> { ["worker02"] = "it was killed" } };
        FailsFirst(() => answers.Should().HaveStatus(200), "Expected answers to have status 200, but worker02 could not be asked: it was killed.");
        FailsFirst(() => answers.Should().BeServedByEveryTaskOf(Web), "Expected answers to be served by every task of web, but worker02 could not be asked: it was killed.");
    }

    private static HttpAnswers Answers(int count, Func<int, HttpSample> sample) =>
        new() { Url = new Uri("http://web/"), All = [.. Enumerable.Range(0, count).Select(it => new HttpAnswer("manager", "manager", sample(it)))] };

    private static HttpSample Good(int slot) => new()
    {
        DueAt = TimeSpan.Zero, Latency = TimeSpan.FromMilliseconds(1), Status = 200, Replica = $"{slot}00000000000", Proxy = $"{slot}00000000000", BodyStart = "Hello Docker!!\n",
    };
}

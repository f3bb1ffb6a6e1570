namespace InfraSpecs.Visualizer.Tests.Web;

public sealed class EventFeedTests
{
    [Fact]
    public async Task The_picture_comes_at_once_and_again_when_a_task_changed_without_an_event()
    {
        await using var site = new Site();
        using var feed = await site.FollowAsync(Token);
        (await feed.NextAsync(Token)).Should().NotContain("\"state\":\"preparing\"");
        site.Engine.Answers["/tasks"] = ("200 OK", Answers.Tasks.Replace("\"State\": \"pending\"", "\"State\": \"preparing\"", StringComparison.Ordinal));
        (await feed.NextAsync(Token)).Should().Contain("\"state\":\"preparing\"");
    }

    [Fact]
    public async Task An_event_makes_it_look_at_services_and_nodes_again()
    {
        await using var site = new Site();
        using var feed = await site.FollowAsync(Token);
        await feed.NextAsync(Token);
        site.Engine.Answers["/services"] = ("200 OK", Answers.Services.Replace("\"Name\": \"agent\"", "\"Name\": \"renamed\"", StringComparison.Ordinal));
        await site.Engine.TellAsync(Token);
        (await feed.NextAsync(Token)).Should().Contain("renamed");
    }

    [Fact]
    public async Task The_last_picture_stays_when_the_engine_stops_to_answer_and_goes_on_when_it_answers()
    {
        await using var site = new Site();
        using var feed = await site.FollowAsync(Token);
        var first = await feed.NextAsync(Token);
        site.Engine.Answers["/tasks"] = ("500 Internal Server Error", """{"message":"the swarm has no leader"}""");
        (await feed.NextAsync(Token)).Should().Contain("the swarm has no leader").And.Contain("worker03");
        site.Engine.Answers["/tasks"] = ("200 OK", Answers.Tasks);
        (await feed.NextAsync(Token)).Should().Be(first);
    }

    [Fact]
    public async Task Several_who_watch_cost_the_engine_one_look()
    {
        await using var site = new Site();
        using var first = await site.FollowAsync(Token);
        await first.NextAsync(Token);
        using var second = await site.FollowAsync(Token);
        (await second.NextAsync(Token)).Should().Contain("worker03");
        site.Engine.Asked.Count(it => it.StartsWith("GET /events", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task The_engine_is_only_asked_never_told()
    {
        await using var site = new Site();
        using var feed = await site.FollowAsync(Token);
        await feed.NextAsync(Token);
        await site.Engine.TellAsync(Token);
        await site.Client.GetStringAsync("view", Token);
        site.Engine.Asked.Should().NotBeEmpty().And.OnlyContain(it => it.StartsWith("GET /", StringComparison.Ordinal));
        site.Engine.Asked.Select(it => it.Split(' ', '?')[1]).Distinct().Should().BeEquivalentTo("/nodes", "/services", "/tasks", "/events");
    }

    [Fact]
    public async Task Nobody_watches_nobody_asks()
    {
        await using var site = new Site();
        await site.Client.GetStringAsync("", Token);
        await site.Client.GetStringAsync("page.js", Token);
        site.Engine.Asked.Should().BeEmpty();
    }
}

using InfraSpecs.Evidence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace InfraSpecs.Tests.Evidence;

public sealed class SessionLogTests
{
    [Fact]
    public async Task A_wait_of_more_than_2_s_tells_its_answers_and_how_it_ended()
    {
        var (time, heard) = (new FakeTimeProvider(), new Heard());
        using var listening = heard.Listen();
        var asked = 0;
        var waiting = Wait.UntilAsync("a slow light", _ => ValueTask.FromResult(++asked < 12 ? Probe.NotYet<bool>("it is red") : Probe.Ready(true)), TimeSpan.FromMinutes(1), ThisTest.Token, time);
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Yield();
        }

        await waiting;
        var lines = heard.Of("a slow light");
        lines[0].Should().Be("Information waiting for a slow light: it is red");
        lines[^1].Should().MatchRegex("^Information waited for a slow light: ready after [0-9.]+ s$");
        lines.Should().HaveCount(2, "the answer does not change");
    }

    [Fact]
    public async Task A_short_wait_is_told_at_level_Debug()
    {
        var heard = new Heard();
        using var listening = heard.Listen();
        await Wait.UntilAsync("a quick light", _ => ValueTask.FromResult(Probe.Ready(true)), TimeSpan.FromMinutes(1), ThisTest.Token);
        heard.Of("a quick light").Should().ContainSingle().Which.Should().StartWith("Debug waited for a quick light: ready after ");
    }

    [Fact]
    public async Task Work_tells_how_long_it_took_and_why_it_failed()
    {
        var heard = new Heard();
        using var listening = heard.Listen();
        await Recording.WorkAsync("setup", "an easy thing", () => Task.FromResult(1));
        var hard = () => Recording.WorkAsync<int>("setup", "a hard thing", () => throw new InvalidDataException("too hard\n  more"));
        await hard.Should().ThrowAsync<InvalidDataException>();
        heard.Of("an easy thing").Should().ContainSingle().Which.Should().StartWith("Information an easy thing: done after ");
        heard.Of("a hard thing").Should().ContainSingle().Which.Should().MatchRegex("^Warning a hard thing: failed after .* s: too hard$");
    }

    [Fact]
    public void Secrets_are_masked_in_lines_of_others_and_in_what_they_threw()
    {
        var heard = new Heard();
        new MaskedLogger(heard).Log(LogLevel.Error, default, "Execute \"mysql -u root --password=hunter2\"", new IOException("refused DB_PASSWORD=hunter2"), (said, _) => said);
        heard.Of("Execute").Should().ContainSingle().Which.Should().Contain("refused").And.NotContain("hunter2");
    }

    [Fact]
    public void Engines_that_share_a_logger_have_one_line()
    {
        var heard = new Heard();
        using var first = heard.Listen();
        using var second = heard.Listen();
        SessionLog.Say(LogLevel.Information, "said once");
        heard.Of("said once").Should().ContainSingle();
    }

    private sealed class Heard : ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        /// <summary>Other tests are heard too.</summary>
        public IReadOnlyList<string> Of(string subject) => [.. _lines.Where(it => it.Contains(subject, StringComparison.Ordinal))];

        public Listening Listen()
        {
            var logger = new MaskedLogger(this);
            SessionLog.Add(logger);
            return new Listening(() => SessionLog.Remove(logger));
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel} {formatter(state, exception)}");
    }

    private sealed class Listening(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

using System.Collections.Concurrent;
using InfraSpecs.Xunit;
using Microsoft.Extensions.Logging;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

[RequiresEngine]
public sealed class LoggerSpecs
{
    [Fact]
    public async Task It_hears_of_starts_waits_and_kills_and_of_what_Testcontainers_does_and_of_no_secret()
    {
        var heard = new Heard();
        string name;
        await using (var engine = await Engine.ConnectAsync(new EngineOptions { Logger = heard }, Token))
        {
            var options = new ContainerOptions
            {
                Image = "busybox", Command = ["sh", "-c", "sleep 5; echo ready; exec sleep 60"], Environment = new Dictionary<string, string> { ["DB_PASSWORD"] = "hunter2xyz" },
            };
            await using var container = await Container.StartAsync(engine, options, Token);
            name = container.Name;
            await container.WaitForOutputAsync("ready", 1, TimeSpan.FromSeconds(30), Token);
            await container.ExecAsync(["sh", "-c", "true --password=hunter2xyz"], Token);
            await container.KillAsync(Token);
        }

        heard.Lines.Should().Contain(it => it.StartsWith("Information Docker container ") && it.EndsWith(" created"), "Testcontainers says so");
        heard.Lines.Should().Contain(it => it.StartsWith("Information container from ") && it.Contains("busybox") && it.Contains(": done after "));
        heard.Lines.Should().Contain($"Information waiting for Output of {name}, 1 line matching /ready/: no line at all was seen in the output of {name}, so none matches /ready/");
        heard.Lines.Should().Contain(it => it.StartsWith($"Information waited for Output of {name}, 1 line matching /ready/: ready after "));
        heard.Lines.Should().Contain($"Information {name}: killed (SIGKILL)");
        heard.Lines.Should().NotContain(it => it.Contains("hunter2xyz"));
    }

    private sealed class Heard : ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel} {formatter(state, exception)}");
    }
}

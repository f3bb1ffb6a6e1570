using System.Diagnostics;
using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Behaviour;

[RequiresEngine]
public sealed class EnvironmentMatrixSpecs(EngineFixture fixture)
{
    private const string App = "case $MODE in '') echo plain;; loud) echo LOUD; exit 3;; serve) exec nc -l -p $PORT;; *) echo \"MODE is '$MODE' with $API_TOKEN\" >&2; exit 64;; esac; sleep 60";

    private readonly Engine _engine = fixture.Engine;

    [Fact]
    public async Task Output_port_exit_code_and_refusal_of_rows_side_by_side()
    {
        var report = await RunAsync(App,
            new() { Name = "as it is", Output = "^plain$" },
            new() { Name = "loud", Environment = Of("MODE=loud"), Output = "^LOUD$", ExitCode = 3 },
            new() { Name = "server", Environment = Of("MODE=serve", "PORT=8123"), Port = 8123 },
            new() { Name = "unknown", Environment = Of("MODE=x", "API_TOKEN=hush-hush"), Refusal = "MODE is 'x'" });
        report.Should().BeControlledByEnvironment();
        report.ToString().Should().Be("""
            green as it is (nothing set): printed 'plain'
            green loud (MODE=loud): printed 'LOUD', exit code 3
            green server (MODE=serve PORT=8123): listens on 8123/tcp
            green unknown (API_TOKEN=*** MODE=x): printed 'MODE is 'x' with ***', exit code 64
            """);
    }

    [Fact]
    public async Task Each_red_row_is_named_with_what_was_found()
    {
        var report = await RunAsync(App,
            new() { Name = "wrong line", Output = "^PLAIN$" },
            new() { Name = "wrong code", Environment = Of("MODE=loud"), ExitCode = 0 },
            new() { Name = "wrong port", Environment = Of("MODE=serve", "PORT=8123"), Port = 8080 },
            new() { Name = "no refusal", Environment = Of("MODE="), Refusal = "MODE" },
            new() { Name = "ends", Environment = Of("MODE=x", "API_TOKEN=hush-hush"), Port = 8080 });
        report.Red.Should().HaveCount(5);
        Record.Exception(() => report.Should().BeControlledByEnvironment())!.Message.Should().Match("""
            Expected report "busybox" to be controlled by its environment, but 5 of 5 rows are red: wrong line (nothing set): no line matched /^PLAIN$/, and it still ran after 3 s;
            wrong code (MODE=loud): expected exit code 0, and it ended with exit code 3;
            wrong port (MODE=serve PORT=8123): nothing listened on 8080/tcp, but on 8123/tcp;
            no refusal (MODE=): expected a refusal, and it still ran after 3 s; expected a refusal with a line that matches /MODE/, and there was none;
            ends (API_TOKEN=*** MODE=x): it ended before it listened on 8080/tcp as expected.*
            red   ends (API_TOKEN=*** MODE=x): it ended before it listened on 8080/tcp as expected
                  | MODE is 'x' with *
            """);
    }

    [Fact]
    public async Task Rows_that_nothing_tells_apart_show_no_control()
    {
        var report = await RunAsync("echo same; sleep 60", new() { Name = "a", Output = "same" }, new() { Name = "b", Environment = Of("MODE=b"), Output = "s" });
        Record.Exception(() => report.Should().BeControlledByEnvironment())!.Message.Should().Match("*but the rows differ in environment, but nothing that is observed differs.*");
    }

    [Fact]
    public async Task Rows_run_at_once_as_many_as_are_allowed_and_nothing_is_left()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        var rows = Enumerable.Range(0, 6).Select(at => new EnvironmentRow { Name = $"{at}", Environment = Of($"N={at}"), Output = $"^n={at}$", ExitCode = 0 });
        var most = 0;
        using var enough = new CancellationTokenSource();
        var counting = CountAsync();
        var report = await EnvironmentMatrix.RunAsync(engine, new EnvironmentMatrixOptions { Image = "busybox", Command = ["sh", "-c", "echo n=$N; sleep 1"], Rows = [.. rows], AtOnce = 3 }, Token);
        await enough.CancelAsync();
        await counting;
        report.Should().BeControlledByEnvironment();
        most.Should().BeInRange(2, 3);
        (await engine.ListResourcesAsync(Token)).Should().BeEmpty();

        async Task CountAsync()
        {
            while (!enough.IsCancellationRequested) most = Math.Max(most, (await engine.ListResourcesAsync(Token)).Containers.Count);
        }
    }

    [Fact]
    public async Task A_cancelled_matrix_ends_at_once_and_leaves_nothing()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var run = EnvironmentMatrix.RunAsync(engine, new EnvironmentMatrixOptions { Image = "busybox", Command = ["sleep", "60"],
            Rows = [new() { Name = "a", ExitCode = 0 }, new() { Name = "b", Environment = Of("A=b"), Port = 80 }] }, stop.Token);
        await Wait.UntilAsync("both rows", async token => (await engine.ListResourcesAsync(token)).Containers.Count >= 2 ? Probe.Ready(true) : Probe.NotYet<bool>("not yet"),
            TimeSpan.FromSeconds(20), Token);
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await ((Func<Task>)(() => run)).Should().ThrowAsync<OperationCanceledException>();
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        await Wait.UntilAsync("their removal", async token => (await engine.ListResourcesAsync(token)).Containers.Count == 0 ? Probe.Ready(true) : Probe.NotYet<bool>("some are left"),
            TimeSpan.FromSeconds(20), Token);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_error_and_no_red_row()
    {
        var run = () => EnvironmentMatrix.RunAsync(_engine, new EnvironmentMatrixOptions { Image = "busybox", Command = ["/none"], Rows = [new() { Name = "a", ExitCode = 127 }] }, Token);
        (await run.Should().ThrowAsync<ImageTestException>().Where(e => e.Reason == ImageTestReason.NotStarted)).WithMessage("A container from busybox did not start: */none*");
    }

    private Task<EnvironmentReport> RunAsync(string script, params EnvironmentRow[] rows) =>
        EnvironmentMatrix.RunAsync(_engine, new EnvironmentMatrixOptions { Image = "busybox", Command = ["sh", "-c", script], Rows = rows, Within = TimeSpan.FromSeconds(3), AtOnce = 5 }, Token);

    private static Dictionary<string, string> Of(params string[] variables) => variables.Select(it => it.Split('=', 2)).ToDictionary(it => it[0], it => it[1]);
}

using InfraSpecs.Evidence;

namespace InfraSpecs.Tests.Evidence;

public sealed class RunFileWriterTests
{
    [Fact]
    public async Task What_is_written_is_in_the_file_before_its_end()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullName, "1.jsonl");
        await using var writer = new RunFileWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite), it => it, TimeProvider.System);
        writer.Write("ev", new { action = "start" });
        var written = await Wait.UntilAsync(
            "the line",
            async token => await ReadAsync(path, token) is { Length: > 0 } text ? Probe.Ready(text) : Probe.NotYet<string>("the file is empty"),
            TimeSpan.FromSeconds(10),
            ThisTest.Token);
        written.Should().Contain("\"action\":\"start\"");
    }

    [Fact]
    public async Task What_comes_faster_than_it_can_be_written_is_counted()
    {
        var disk = new SlowDisk();
        var writer = new RunFileWriter(disk, it => it, TimeProvider.System);
        for (var number = 0; number < 20_000; number++) writer.Write("ev", new { number });
        disk.Resume();
        await writer.DisposeAsync();
        disk.Text.Should().Contain("\"number\":0}").And.MatchRegex("\"k\":\"dropped\",\"t\":\\d+,\"count\":1\\d{4}}");
    }

    [Fact]
    public async Task A_full_disk_ends_the_recording_and_nothing_else()
    {
        var writer = new RunFileWriter(new FullDisk(), it => it, TimeProvider.System);
        writer.Write("ev", new { action = "start" });
        await writer.DisposeAsync();
        writer.Trouble.Should().Be("No space left on device");
        writer.Write("ev", new { action = "die" });
    }

    private static async Task<string> ReadAsync(string path, CancellationToken token)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync(token);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("No space left on device");
    }

    private sealed class SlowDisk : MemoryStream
    {
        private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Text => System.Text.Encoding.UTF8.GetString(ToArray());

        public void Resume() => _resumed.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _resumed.Task;
            Write(buffer.Span);
        }
    }
}

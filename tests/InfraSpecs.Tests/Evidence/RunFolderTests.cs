using InfraSpecs.Evidence;

namespace InfraSpecs.Tests.Evidence;

public sealed class RunFolderTests
{
    [Fact]
    public void Of_many_runs_the_newest_ten_are_kept_and_what_is_no_run_stays()
    {
        using var root = new TemporaryFolder();
        for (var day = 10; day < 25; day++) Write(root, $"202611{day}-000000-1", TimeProvider.System.GetUtcNow().AddHours(-2));
        Directory.CreateDirectory(Path.Combine(root.FullName, "mine"));
        RunFolder.Create(root.FullName, "20261129-000000-1", TimeProvider.System);
        Directory.EnumerateDirectories(root.FullName).Select(Path.GetFileName).Should().BeEquivalentTo(
            ["mine", "20261129-000000-1", .. Enumerable.Range(16, 9).Select(day => $"202611{day}-000000-1")]);
    }

    [Fact]
    public void One_that_may_still_run_is_kept()
    {
        using var root = new TemporaryFolder();
        for (var day = 10; day < 25; day++) Write(root, $"202611{day}-000000-1", TimeProvider.System.GetUtcNow());
        RunFolder.Create(root.FullName, "20261129-000000-1", TimeProvider.System);
        Directory.EnumerateDirectories(root.FullName).Should().HaveCount(16);
    }

    [Fact]
    public async Task Many_processes_begin_in_one_folder_at_once()
    {
        using var root = new TemporaryFolder();
        for (var round = 0; round < 10; round++)
        {
            var below = Directory.CreateDirectory(root.At($"{round}")).FullName;
            for (var day = 10; day < 28; day++)
            {
                var old = Path.Combine(Directory.CreateDirectory(Path.Combine(below, $"202611{day}-000000-1")).FullName, "1.jsonl");
                await File.WriteAllTextAsync(old, "", ThisTest.Token);
                File.SetLastWriteTimeUtc(old, DateTime.UnixEpoch);
            }

            using var start = new Barrier(8);
            await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(ThisTest.Token);
                    RunFolder.Create(below, $"20261129-000000-{number}", TimeProvider.System);
                },
                ThisTest.Token,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Directory.GetDirectories(below, "20261129-*").Should().HaveCount(8);
            File.ReadAllText(Path.Combine(below, ".gitignore")).Should().Be("*\n");
        }
    }

    [Fact]
    public void What_runs_leave_is_nobodys_source()
    {
        using var root = new TemporaryFolder();
        RunFolder.Create(root.FullName, "one", TimeProvider.System);
        File.ReadAllText(Path.Combine(root.FullName, ".gitignore")).Should().Be("*\n");
    }

    private static void Write(TemporaryFolder root, string run, DateTimeOffset written)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(root.FullName, run)).FullName, "1.jsonl");
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, written.UtcDateTime);
    }
}

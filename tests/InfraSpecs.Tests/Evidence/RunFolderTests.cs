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

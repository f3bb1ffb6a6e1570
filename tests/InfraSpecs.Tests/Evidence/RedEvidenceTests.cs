namespace InfraSpecs.Tests.Evidence;

public sealed class RedEvidenceTests
{
    [Fact]
    public void People_read_the_causes_then_each_container_with_its_state_and_last_lines()
    {
        var evidence = new RedEvidence(
            [new LikelyCause("DiskFull", "db-1 says that a disk is full: no space.", "free some.")],
            [
                new ContainerFacts
                {
                    Name = "db-1", Image = "mysql", Status = "exited", ExitCode = 1, OutOfMemory = true, RestartCount = 2, Broken = "stopped by the spec", LastLines = ["starting", "no space"],
                },
                new ContainerFacts { Name = "web-1", Image = "nginx", Status = "running", Health = "unhealthy", HealthOutput = "refused\n" },
            ]);
        $"{evidence}".Split('\n').Should().Equal(
            "db-1 says that a disk is full: no space. What to do: free some.",
            "",
            "db-1 (mysql): exited with code 1, out of memory, restarted 2 times; stopped by the spec",
            "  | starting",
            "  | no space",
            "",
            "web-1 (nginx): running",
            "  its health check is unhealthy, and says: refused",
            "  It printed nothing.");
    }

    [Fact]
    public void Where_nothing_was_found_it_is_empty() => $"{new RedEvidence([], [])}".Should().BeEmpty();

    [Fact]
    public void A_long_one_is_cut_and_says_so()
    {
        var evidence = new RedEvidence([], [new ContainerFacts { Name = "a", LastLines = [.. Enumerable.Repeat(new string('x', 10_000), 100)] }]);
        $"{evidence}".Should().HaveLength((256 * 1024) + 6).And.EndWith("x\n(cut)");
    }
}

namespace InfraSpecs.Tests.Diagnosis;

public sealed class DiagnosisRulesTests
{
    private static readonly ContainerFacts Web = new() { Name = "web-1", Status = "running" };

    private static readonly (ContainerFacts Container, string Cause)[] Seen =
    [
        (
            Web with { Status = "exited", ExitCode = 137, OutOfMemory = true, MemoryLimit = 64 << 20 },
            "web-1 needed more memory than its limit of 64 MiB, and the kernel ended a process of it. What to do: raise the limit, or look for what takes the memory."
        ),
        (
            Web with { OutOfMemory = true },
            "The kernel ended a process of web-1, since the memory of the machine ran out. What to do: run fewer things at once, or on a machine with more memory."
        ),
        (
            Web with { Status = "exited", ExitCode = 3, LastLines = ["starting", "fatal: no config", "bye"] },
            "web-1 ended by itself with exit code 3: fatal: no config. What to do: mend what its last lines say."
        ),
        (Web with { Status = "exited", ExitCode = 1 }, "web-1 ended by itself with exit code 1 and printed nothing. What to do: look at its command and its image."),
        (Web with { Status = "exited", ExitCode = 137 }, "web-1 was killed by SIGKILL, and not by the spec. What to do: look who removes or stops containers on this engine."),
        (
            Web with { Status = "exited", ExitCode = 137, MemoryLimit = 64 << 20 },
            "web-1 was killed by SIGKILL, and not by the spec. What to do: look who removes or stops containers on this engine; if nobody does, it needs more memory than 64 MiB."
        ),
        (
            Web with { Health = "unhealthy", HealthOutput = "curl: (7)\nrefused\n" },
            "web-1 runs, and its health check fails: refused. What to do: run the check in the container by hand, and mend what it checks or the check."
        ),
        (
            Web with { LastLines = ["write /data/x: no space left on device", "again"] },
            "web-1 says that a disk is full: write /data/x: no space left on device. What to do: free some space on the engine's machine, or give the volume more."
        ),
        (
            Web with { LastLines = ["touch: cannot touch '/x': Read-only file system"] },
            "web-1 says that it may not write since the file system is read-only: touch: cannot touch '/x': Read-only file system. "
                + "What to do: mount what it writes to as a volume or tmpfs, or start it without a read-only root."
        ),
        (
            Web with { LastLines = ["exec /run.sh: exec format error"] },
            "web-1 says that a program is for another kind of machine: exec /run.sh: exec format error. What to do: take an image for the engine's platform, or mend the script's first line."
        ),
        (
            Web with { LastLines = ["bind() to 0.0.0.0:80 failed (98: Address already in use)"] },
            "web-1 says that its port is taken: bind() to 0.0.0.0:80 failed (98: Address already in use). "
                + "What to do: find what listens there already: a second program of the container, or another one in its network."
        ),
        (
            Web with { LastLines = ["dial tcp: lookup db: no such host"] },
            "web-1 says that it does not know the name of another host: dial tcp: lookup db: no such host. What to do: put both into one network, and use the alias or service name there."
        ),
        (
            Web with { LastLines = ["x509: certificate signed by unknown authority"] },
            "web-1 says that it does not trust a certificate: x509: certificate signed by unknown authority. "
                + "What to do: give it the authority that has signed it; where it speaks of dates, look at its clock."
        ),
        (
            Web with { LastLines = ["open /data/x: permission denied"] },
            "web-1 says that it may not do something: open /data/x: permission denied. What to do: look at the user that it runs as, and at owner and mode of the file that the line names."
        ),
    ];

    [Fact]
    public void What_is_seen_is_said_with_what_to_do() =>
        Seen.Select(it => $"{FirstOf(it.Container)}").Should().Equal(Seen.Select(it => it.Cause));

    [Fact]
    public void Of_what_a_program_says_the_weightiest_line_counts() =>
        DiagnosisRules.Judge(new FailureFacts([Web with { LastLines = ["warning: permission denied for /tmp/cache", "error: no space left on device", "bye"] }]))
            .Select(it => it.Rule).Should().Equal("DiskFull");

    [Fact]
    public void Where_nothing_is_seen_nothing_is_said()
    {
        ContainerFacts[] well =
        [
            Web, Web with { Health = "healthy", LastLines = ["GET / 200", "0 errors"] }, Web with { Status = "exited", ExitCode = 0, LastLines = ["done"] },
            Web with { Status = "exited", ExitCode = 137, Broken = "killed (SIGKILL)" },
            Web with { Status = "exited", ExitCode = 137, SharesProcesses = true }, Web with { Status = "exited", ExitCode = 143, Broken = "stopped" },
        ];
        DiagnosisRules.Judge(new FailureFacts(well)).Should().BeEmpty();
    }

    [Fact]
    public void What_weighs_most_comes_first_and_few_are_said()
    {
        var many = Enumerable.Range(0, 20).Select(it => Web with { Name = $"web-{it}", Status = "exited", ExitCode = 1 }).Append(Web with { Name = "db", OutOfMemory = true });
        var causes = DiagnosisRules.Judge(new FailureFacts([.. many]));
        causes.Should().HaveCount(5);
        causes[0].Sentence.Should().Contain("db");
    }

    [Fact]
    public void A_rule_of_ones_own_comes_first_and_one_that_throws_takes_nothing_away()
    {
        var own = new Own();
        DiagnosisRules.Add(own);
        var failure = new FailureFacts([Web with { Name = Own.Name, OutOfMemory = true }]);
        DiagnosisRules.Judge(failure).Select(it => it.Rule).Should().Equal("Own", "OutOfMemory");
        own.Throws = true;
        DiagnosisRules.Judge(failure)[0].Sentence.Should().Be("The rule Own could not judge this failure: no idea.");
    }

    private static string FirstOf(ContainerFacts container) => DiagnosisRules.Judge(new FailureFacts([Web with { Name = "other" }, container])) is [var first, ..] ? $"{first}" : "nothing";

    private sealed class Own : IDiagnosisRule
    {
        public const string Name = "own-1";

        public bool Throws { get; set; }

        public IEnumerable<LikelyCause> Judge(FailureFacts failure)
        {
            if (!failure.Containers.Any(it => it.Name == Name)) return [];
            return Throws ? throw new InvalidOperationException("no idea") : [new LikelyCause("Own", "It is ours.", "mend it.")];
        }
    }

    [Fact]
    public void An_engine_that_runs_in_a_container_is_believed_only_what_is_never_usual_there()
    {
        const string Usual = "level=error msg=\"set bridge default vlan failed\" error=\"open /sys/class/net/br0/bridge/default_pvid: permission denied\"";
        const string Full = "level=error msg=\"pull failed: no space left on device\"";
        var node = Web with { Name = "worker01", Privileged = true, LastLines = [Usual] };
        DiagnosisRules.Judge(new FailureFacts([node])).Should().BeEmpty();
        DiagnosisRules.Judge(new FailureFacts([node with { LastLines = [Usual, Full] }])).Select(it => it.Rule).Should().Equal("DiskFull");
        DiagnosisRules.Judge(new FailureFacts([node with { Status = "exited", ExitCode = 1 }])).Select(it => it.Rule).Should().Equal("PermissionDenied", "Ended");
        DiagnosisRules.Judge(new FailureFacts([node with { Privileged = false }])).Select(it => it.Rule).Should().Equal("PermissionDenied");
    }
}

using InfraSpecs.Images.Behaviour;

namespace InfraSpecs.Images.Tests.Behaviour;

/// <summary>Processes and rows as they were seen, written by hand.</summary>
internal static class Given
{
    public static ImageProcess Process(int id, int parent, string program, params string[] words) => new()
    {
        Id = id,
        ParentId = parent,
        Name = program[(program.LastIndexOf('/') + 1)..],
        Program = program,
        Words = words.Length == 0 ? [program] : words,
        Start = (ulong)id,
    };

    public static ImagePort Tcp(int number, params int[] holders) => new(number, "tcp", IsLoopbackOnly: false, holders);

    public static ImageConcern Concern(IReadOnlyList<string> exposed, IReadOnlyList<ImageProcess> processes, params ImagePort[] ports)
    {
        var look = new InsideLook(processes, ports);
        return ImageConcern.Judge("example/app", new DeclaredByImage("sha256:1", "linux/amd64", exposed, false, StopSignal.Parse(null)), look, look);
    }

    public static RowSeen Row(EnvironmentRow row, IEnumerable<string> lines, IEnumerable<EnvironmentRow> all, long? exitCode = null)
    {
        var seen = new RowSeen(row, new EnvironmentMask(row.Environment)) { ExitCode = exitCode };
        var patterns = all.SelectMany(it => it.Patterns).Distinct().ToDictionary(it => it, EnvironmentRow.Compile);
        foreach (var line in lines) seen.Take(line, patterns);
        return seen;
    }
}

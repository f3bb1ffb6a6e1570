using DotNet.Testcontainers.Configurations;
using InfraSpecs;
using InfraSpecs.Benchmarks;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupt.Cancel();
};
var token = interrupt.Token;

if (args is [{ } what] && what.StartsWith(ClusterMemory.Measured, StringComparison.Ordinal))
{
    await ClusterMemory.MeasureAsync(floor: what != ClusterMemory.Measured, token);
    return 0;
}

if (args is [{ } index] && index.StartsWith(ImageIndexCost.Measured, StringComparison.Ordinal))
{
    await ImageIndexCost.MeasureAsync(index[ImageIndexCost.Measured.Length..].Split('|'), token);
    return 0;
}

if (args is [{ } structure] && structure.StartsWith(StructureCost.Measured, StringComparison.Ordinal))
{
    await StructureCost.MeasureAsync(structure[StructureCost.Measured.Length..], token);
    return 0;
}

if (args is [ReapRounds.Killed])
{
    await ReapRounds.MakeAsync(token);
    return 0;
}

// What is measured against is started without Testcontainers' reaper, whose image is not to be had everywhere.
TestcontainersSettings.ResourceReaperEnabled = false;
await using var engine = await Engine.ConnectAsync(token);
List<Row> rows = [];
IReadOnlyList<Func<Engine, CancellationToken, Task<IReadOnlyList<Row>>>> all =
    [
        Following.RunAsync, CatalogCost.RunAsync, StartCost.RunAsync, LineLatency.RunAsync, SpecsOverhead.RunAsync,
        MySqlStart.RunAsync, VolumeCopies.RunAsync, FingerprintCost.RunAsync, KillRounds.RunAsync, ReapRounds.RunAsync,
        ClusterStart.RunAsync, ReuseCost.RunAsync, ScaleCost.RunAsync, StackReady.RunAsync, ProbeCost.RunAsync, VisualizerLag.RunAsync, DiagnosisCost.RunAsync,
        ClockCost.RunAsync, CronTime.RunAsync,
        ImageIndexCost.RunAsync, PortabilityCost.RunAsync, StructureCost.RunAsync,
        RecordingCost.RunAsync, PageCost.RunAsync,
        ClusterMemory.RunAsync,
    ];

// Arguments name benchmarks; what is measured then is only shown.
var unknown = args.Where(it => !all.Any(one => NameOf(one) == it)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"There is no benchmark {string.Join(", ", unknown)}. There are {string.Join(", ", all.Select(NameOf))}.");
    return 2;
}

var begun = TimeProvider.System.GetTimestamp();
foreach (var benchmark in all.Where(it => args.Length == 0 || args.Contains(NameOf(it))))
{
    var (at, started) = (await Circumstances.ReadAsync(token), TimeProvider.System.GetTimestamp());
    foreach (var row in await benchmark(engine, token))
    {
        rows.Add(row with { At = at });
        Console.WriteLine($"{(row.Met ? "met   " : "missed")} {row.Name}: {row.Ours} {row.Unit}, floor {row.Floor}, ratio {row.Ratio}, goal {row.Goal}");
    }

    Console.WriteLine($"       {NameOf(benchmark)} took {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s; it began at {at}");
}

if (args.Length == 0) await Report.WriteAsync(engine, rows, TimeProvider.System.GetElapsedTime(begun), token);
return rows.All(row => row.Met) ? 0 : 1;

static string NameOf(Func<Engine, CancellationToken, Task<IReadOnlyList<Row>>> benchmark) => benchmark.Method.DeclaringType!.Name;

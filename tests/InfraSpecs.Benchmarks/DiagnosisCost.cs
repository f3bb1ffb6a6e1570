using System.Text;
using InfraSpecs.Cron;

namespace InfraSpecs.Benchmarks;

/// <summary>From the question why a run is missing to the answer. The crontab has no newline at its end.</summary>
internal static class DiagnosisCost
{
    private const int Rounds = 15;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var noon = new DateTimeOffset(2028, 11, 18, 12, 0, 0, TimeSpan.Zero);
        await using var cron = await CronContainer.StartAsync(
            engine,
            new CronOptions
            {
                StartAt = noon.AddSeconds(-30),
                Configure = builder => builder.WithResourceMapping(Encoding.ASCII.GetBytes("* * * * * root sh /usr/local/bin/task.sh"), "/etc/cron.d/cron-example"),
            },
            token);
        await cron.AdvanceToAsync(noon, token);
        Samples diagnosis = new(), lint = new(), bare = new();
        for (var i = 0; i < Rounds; i++)
        {
            await diagnosis.TimeAsync(() => DiagnosedAsync(cron.DiagnoseAsync(token)));
            await lint.TimeAsync(() => CronContainer.DiagnoseImageAsync(engine, "cronjob", token));
            await bare.TimeAsync(() => cron.Container.FindFileAsync("/etc/cron.d/cron-example", token));
        }

        return
        [
            new("diagnosis after a missing run, median", diagnosis.Median, bare.Median, "ms", "<= 300 ms", diagnosis.Median <= 300,
                $"{Rounds} times, of a running container; the floor is one look at one file"),
            new("lint of an image, median", lint.Median, bare.Median, "ms", "<= 500 ms", lint.Median <= 500,
                $"{Rounds} times, with a container created and removed for each; the same floor"),
        ];

        static async Task DiagnosedAsync(Task<CronDiagnosis> diagnosis)
        {
            if ((await diagnosis).Findings is not [{ Fault: CronFault.NoFinalNewline }]) throw new InvalidOperationException("The diagnosis is another than the missing newline.");
        }
    }
}

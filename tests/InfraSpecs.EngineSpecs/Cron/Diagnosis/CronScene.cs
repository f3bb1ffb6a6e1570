using System.Text;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using InfraSpecs.Cron;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>The tutorial's container half a minute before noon, with files of a spec's own in it, and what is diagnosed a minute later.</summary>
internal sealed class CronScene(Engine engine)
{
    public const string Example = "/etc/cron.d/cron-example";
    public const string Script = "/usr/local/bin/task.sh";
    public const string Job = "* * * * * root sh /usr/local/bin/task.sh\n";

    public static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public string Image { get; init; } = "cronjob";

    private Func<ContainerBuilder, ContainerBuilder> _configure = builder => builder;

    public CronScene With(string path, string text, string mode = "0644", int owner = 0) => Configure(builder => builder.WithResourceMapping(
        Encoding.UTF8.GetBytes(text), path, (uint)owner, (uint)owner, fileMode: (UnixFileModes)Convert.ToInt32(mode, 8)));

    public CronScene Configure(Func<ContainerBuilder, ContainerBuilder> configure)
    {
        var before = _configure;
        _configure = builder => configure(before(builder));
        return this;
    }

    public Task<CronContainer> StartAsync(CancellationToken token) =>
        CronContainer.StartAsync(engine, new CronOptions { Image = Image, StartAt = Noon.AddSeconds(-30), Configure = _configure }, token);

    /// <summary>What is said when the job should have run, and whether the files alone said so too.</summary>
    /// <param name="runs">How many runs are waited for.</param>
    /// <param name="token">Ends it.</param>
    public async Task<(CronDiagnosis Diagnosis, CronDiagnosis Lint)> DiagnoseAsync(int runs, CancellationToken token)
    {
        await using var cron = await StartAsync(token);
        await cron.AdvanceToAsync(Noon, token);
        if (runs > 0) await cron.WaitForRunsAsync(runs, TimeSpan.FromSeconds(30), token);
        var diagnosis = await cron.DiagnoseAsync(token);
        var files = await CronFiles.ReadAsync(cron.Container, token);
        return (diagnosis, Conclusions.Draw(new CronEvidence { Files = files }));
    }
}

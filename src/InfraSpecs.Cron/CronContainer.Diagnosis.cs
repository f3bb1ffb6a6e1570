using System.Net;
using Docker.DotNet;

namespace InfraSpecs.Cron;

/// <content>Why jobs do not run.</content>
public sealed partial class CronContainer
{
    /// <summary>Says why jobs do not run, or run in vain: from the container's files, from what cron said and jobs wrote, from its processes or its end.</summary>
    /// <param name="token">Cancels the call.</param>
    /// <exception cref="CronException">The container's time zone is not known here.</exception>
    /// <exception cref="ContainerException">The container was removed.</exception>
    public Task<CronDiagnosis> DiagnoseAsync(CancellationToken token) => DiagnoseJobAsync(null, token);

    /// <summary>Looks at an image without running it, and says what keeps its jobs from running. Only what is certain from files is found: what an entry
    /// point changes before it starts cron is not seen.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">An image source by name, or a reference.</param>
    /// <param name="token">Cancels the call; nothing is left then.</param>
    /// <exception cref="ImageException">The image cannot be had, or the image source could not be built.</exception>
    public static async Task<CronDiagnosis> DiagnoseImageAsync(Engine engine, string image, CancellationToken token) =>
        Conclusions.Draw(await CronExamination.ReadImageAsync(engine, image, token));

    private Task<CronDiagnosis> DiagnoseJobAsync(string? job, CancellationToken token)
    {
        var log = Log.Snapshot();
        return WhileThereAsync("why its jobs do not run", async () => _observation is null
            ? Conclusions.Draw(await CronExamination.ReadAsync(Container, token) with { Log = log, Job = job, Expected = _options.Job }) with { NotRecordedBecause = NotRecordedBecause }
            : await _observation.DiagnoseAsync(log, job, token), token);
    }

    /// <exception cref="ContainerException">The container was removed.</exception>
    private async Task<T> WhileThereAsync<T>(string awaited, Func<Task<T>> read, CancellationToken token)
    {
        try
        {
            return await read();
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            await Container.ThrowIfEndedAsync(awaited, line => line, token);
            throw;
        }
    }
}

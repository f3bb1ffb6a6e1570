namespace InfraSpecs.Cron;

public sealed partial class CronContainer
{
    /// <summary>Looks at an image without running it, and says what keeps its jobs from running. Only what is certain from files is found: what an entry
    /// point changes before it starts cron is not seen.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">An image source by name, or a reference.</param>
    /// <param name="token">Ends it; nothing is left then.</param>
    /// <exception cref="ImageUnavailableException">The image cannot be had.</exception>
    /// <exception cref="ImageBuildException">The image source could not be built.</exception>
    public static async Task<CronDiagnosis> DiagnoseImageAsync(Engine engine, string image, CancellationToken token) =>
        Conclusions.Draw(await CronExamination.ReadImageAsync(engine, image, token));
}

using InfraSpecs.Images.Behaviour;

namespace InfraSpecs.Images;

/// <summary>Runs an image in several environments, side by side.</summary>
public static class EnvironmentMatrix
{
    /// <summary>Runs each row in a container of its own, until what is expected of it is so or cannot be any more, and removes it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="options">Which image, which environments, and what is expected.</param>
    /// <param name="token">Ends all rows; nothing is left then.</param>
    /// <returns>What became of each row. A row that is red is no exception.</returns>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageException">The image cannot be had.</exception>
    /// <exception cref="ImageTestException">The image is for another platform than the engine's, or the engine does not start it.</exception>
    public static async Task<EnvironmentReport> RunAsync(Engine engine, EnvironmentMatrixOptions options, CancellationToken token)
    {
        options.Validate();
        var image = await engine.Images.GetAsync(options.Image, token);
        var declared = await DeclaredByImage.ReadAsync(engine.Client, image, token);
        using var room = new SemaphoreSlim(options.AtOnce);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(token);
        var seen = await Task.WhenAll(options.Rows.Select(RunAsync));
        var report = EnvironmentReport.Judge(options.Image, seen);
        await RunPlatform.ThrowIfOtherAsync(engine, declared.Platform, report);
        return report;

        async Task<RowSeen> RunAsync(EnvironmentRow row)
        {
            await room.WaitAsync(all.Token);
            try
            {
                return await engine.EndPromptlyAsync(linked => RowRun.RunAsync(engine, image, options, row, linked), all.Token);
            }
            catch (Exception e) when (!token.IsCancellationRequested && e is not OperationCanceledException)
            {
                await all.CancelAsync();
                if (await RunPlatform.ExplainAsync(engine, options.Image, declared.Platform, e) is var better && better != e) throw better;
                throw;
            }
            finally
            {
                room.Release();
            }
        }
    }
}

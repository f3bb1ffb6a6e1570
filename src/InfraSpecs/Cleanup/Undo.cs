namespace InfraSpecs.Extensibility;

/// <summary>Undoing what failed work had made, in its catch block.</summary>
public static class Undo
{
    /// <summary>Undoes it. What goes wrong with that is told on standard error and noted in the failure's <see cref="Exception.Data"/>: it never takes the failure's place.</summary>
    /// <param name="failure">Why it is undone.</param>
    /// <param name="undo">Undoes it, as a disposal does.</param>
    public static async Task AfterAsync(Exception failure, Func<ValueTask> undo)
    {
        try
        {
            await undo();
        }
        catch (Exception e)
        {
            failure.Data["Undoing it failed"] = e.Message;
            await Console.Error.WriteLineAsync($"InfraSpecs: after a failure ({failure.GetType().Name}), what had been made could not be removed: {e.Message}");
        }
    }
}

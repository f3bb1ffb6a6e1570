namespace InfraSpecs.EngineSpecs.Registry;

/// <summary>What a spec did by hand, undone at its end.</summary>
internal sealed class Undo(Func<Task> undo) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await undo();
}

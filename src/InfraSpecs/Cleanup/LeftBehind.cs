using System.Net;
using Docker.DotNet;

namespace InfraSpecs;

/// <summary>
/// What could not be removed, since the engine was lost or refused. Disposal of a part does not throw for that: it would hide why the spec failed. The engine's own
/// disposal tries once more, and tells it.
/// </summary>
/// <param name="health">Who was told of the loss.</param>
/// <param name="closing">Cancelled when the engine's own disposal begins.</param>
internal sealed class LeftBehind(EngineHealth health, CancellationToken closing)
{
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_names) return [.. _names];
        }
    }

    public async Task RemovingAsync(string name, Func<Task> remove)
    {
        var isTold = health.IsTold;
        try
        {
            await remove();
        }
        catch (EngineException e) when (e.Reason == EngineReason.Unavailable)
        {
            health.IsTold = isTold;
            lock (_names) _names.Add(name);
        }
        catch (DockerApiException e) when (e.StatusCode is not HttpStatusCode.NotFound)
        {
            lock (_names) _names.Add($"{name} ({EngineMessage.Of(e)})");
        }
        catch (Exception e) when (closing.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            return; // the engine's disposal ended the connection, and removes all of the session itself
        }
    }
}

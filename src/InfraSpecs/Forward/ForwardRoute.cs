namespace InfraSpecs.Extensibility;

/// <summary>From where connections of a forward are made.</summary>
public interface IForwardRoute : IAsyncDisposable
{
    /// <summary>The place for the next connection.</summary>
    /// <param name="token">Ends the look-up.</param>
    Task<ForwardPlace> NextAsync(CancellationToken token);
}

/// <summary>A place from which one connection is made, to 127.0.0.1 there.</summary>
/// <param name="Where">As a refusal names it: "echo.2 on worker01".</param>
/// <param name="Port">The port there.</param>
/// <param name="OpenAsync">Starts the image source "probe" there with these arguments; it ends within the time that it is given.</param>
public sealed record ForwardPlace(string Where, int Port, Func<IReadOnlyList<string>, TimeSpan, CancellationToken, Task<OpenExec>> OpenAsync);

using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>
/// A container that this process started, or that it was given to hold. It knows its engine, and has all that one asks of a container and does to it. Disposing it removes it
/// with its anonymous volumes; one that is only held is left alone.
/// </summary>
public sealed partial class Container : IAsyncDisposable
{
    private readonly bool _isHeld;

    internal Container(Engine engine, IContainer testcontainer, bool isHeld = false) =>
        (Engine, Testcontainer, _isHeld, Id, Name) = (engine, testcontainer, isHeld, testcontainer.Id, testcontainer.Name.TrimStart('/'));

    /// <summary>The engine that it is on.</summary>
    public Engine Engine { get; }

    /// <summary>The engine's ID of it, in 64 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Its name, without the slash that the engine puts before it.</summary>
    public string Name { get; }

    /// <summary>Testcontainers' own object.</summary>
    public IContainer Testcontainer { get; }

    /// <inheritdoc cref="ContainerCreation.StartAsync"/>
    public static Task<Container> StartAsync(Engine engine, ContainerOptions options, CancellationToken token)
    {
        options.Validate();
        return engine.EndPromptlyAsync(linked => ContainerCreation.StartAsync(engine, options, linked), token);
    }

    /// <summary>Removes it, running or not, with its anonymous volumes; one that is only held is left alone.</summary>
    public ValueTask DisposeAsync() => _isHeld ? ValueTask.CompletedTask : Testcontainer.DisposeAsync();

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private Task<T> AskAsync<T>(string awaited, Func<Task<T>> request, CancellationToken token) =>
        ContainerEnd.AskAsync(Engine.Client, Engine.Time, Id, awaited, request, token, _isDown);
}

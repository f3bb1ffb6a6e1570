using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>
/// A container that this process started, or that it was given to hold. It knows its engine, and has all that one asks of a container and does to it. Disposing it removes it
/// with its anonymous volumes; one that is only held is left alone.
/// </summary>
public sealed partial class Container : IAsyncDisposable
{
    private readonly bool _isHeld;

    // One of both: what Testcontainers started, or what is there, whoever started it.
    private readonly IContainer? _testcontainer;
    private readonly FoundContainer? _found;

    internal Container(Engine engine, IContainer testcontainer, bool isHeld = false) =>
        (Engine, _testcontainer, _isHeld, Id, Name) = (engine, testcontainer, isHeld, testcontainer.Id, testcontainer.Name.TrimStart('/'));

    internal Container(Engine engine, FoundContainer found) => (Engine, _found, _isHeld, Id, Name) = (engine, found, true, found.Id, found.Name);

    /// <summary>The engine that it is on.</summary>
    public Engine Engine { get; }

    /// <summary>The engine's ID of it, in 64 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Its name, without the slash that the engine puts before it.</summary>
    public string Name { get; }

    /// <summary>Testcontainers' own object.</summary>
    /// <exception cref="InvalidOperationException">It was not started with Testcontainers: <see cref="EngineContainers.HoldAsync"/> found it.</exception>
    public IContainer Testcontainer => _testcontainer ?? throw new InvalidOperationException($"{Name} was not started with Testcontainers, which has no object for it; Engine.Client has it as {Id}.");

    /// <inheritdoc cref="ContainerCreation.StartAsync"/>
    public static Task<Container> StartAsync(Engine engine, ContainerOptions options, CancellationToken token)
    {
        options.Validate();
        return engine.EndPromptlyAsync(linked => ContainerCreation.StartAsync(engine, options, linked), token);
    }

    /// <summary>Removes it, running or not, with its anonymous volumes; one that is only held is left alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isHeld) return;
        try
        {
            await Testcontainer.DisposeAsync();
        }
        finally
        {
            await Task.WhenAll(Forwards.Values.Select(it => it.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private Task<T> AskAsync<T>(string awaited, Func<Task<T>> request, CancellationToken token) =>
        ContainerEnd.AskAsync(Engine.Client, Engine.Time, Id, awaited, request, token, Known());

    /// <summary>What failures tell of it besides what the engine knows.</summary>
    internal ContainerEnd.Known Known(Func<string, string>? mask = null) => new(Name, _isEndedHere, mask);
}

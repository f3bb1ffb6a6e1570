namespace InfraSpecs.Registry;

/// <summary>An image that the engine has pulled from a registry. Disposing it takes the name from the engine, and the image with its last name;
/// containers made of it must be gone.</summary>
public sealed class PulledImage : IAsyncDisposable
{
    private readonly TemporaryReferences _references;

    internal PulledImage(TemporaryReferences references, string reference, string id, string digest) => (_references, Reference, Id, Digest) = (references, reference, id, digest);

    /// <summary>The name by which the engine has it, as for <see cref="Engine.NewContainer"/>: "127.0.0.1:32768/example/echo@sha256:…".</summary>
    public string Reference { get; }

    /// <summary>The engine's id of it.</summary>
    public string Id { get; }

    /// <summary>The digest that was pulled.</summary>
    public string Digest { get; }

    /// <summary>Takes the name from the engine, unless somebody else has pulled the same.</summary>
    public async ValueTask DisposeAsync() => await _references.ReleaseAsync(Reference);

    /// <inheritdoc/>
    public override string ToString() => Reference;
}

namespace InfraSpecs.Extensibility;

/// <summary>The answer to one question to the infrastructure: <see cref="Probe{T}.Ready"/>, <see cref="Probe{T}.NotYet"/> or
/// <see cref="Probe{T}.Hopeless"/>.</summary>
/// <typeparam name="T">What there is to have once it is ready.</typeparam>
public abstract record Probe<T>
{
    private Probe()
    {
    }

    /// <summary>It is so, and here it is.</summary>
    /// <param name="Value">What was waited for.</param>
    public sealed record Ready(T Value) : Probe<T>;

    /// <summary>It is not so yet; asking again makes sense.</summary>
    /// <param name="Why">What is missing; a timeout quotes the last one.</param>
    public sealed record NotYet(string Why) : Probe<T>;

    /// <summary>It will never be so: the container exited, the image cannot be pulled. Ends a wait at once.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Hopeless(string Why) : Probe<T>;
}

/// <summary>Makes answers without naming their type twice.</summary>
public static class Probe
{
    /// <inheritdoc cref="Probe{T}.Ready"/>
    public static Probe<T> Ready<T>(T value) => new Probe<T>.Ready(value);

    /// <inheritdoc cref="Probe{T}.NotYet"/>
    public static Probe<T> NotYet<T>(string why) => new Probe<T>.NotYet(why);

    /// <inheritdoc cref="Probe{T}.Hopeless"/>
    public static Probe<T> Hopeless<T>(string why) => new Probe<T>.Hopeless(why);
}

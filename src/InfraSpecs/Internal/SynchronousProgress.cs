namespace InfraSpecs.Internal;

/// <summary>Progress that is reported on the reporting thread, in order; <see cref="Progress{T}"/> posts, and may be late.</summary>
internal sealed class SynchronousProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}

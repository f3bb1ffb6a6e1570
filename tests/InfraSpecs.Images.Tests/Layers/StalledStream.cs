namespace InfraSpecs.Images.Tests.Layers;

/// <summary>A stream that gives what it has, and then nothing more, until it is cancelled.</summary>
internal sealed class StalledStream(byte[] content) : MemoryStream(content)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Read(buffer.Span);
        if (count == 0) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return count;
    }
}

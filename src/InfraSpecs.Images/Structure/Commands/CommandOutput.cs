namespace InfraSpecs.Images.Structure.Commands;

/// <summary>What a command writes, up to a limit.</summary>
internal sealed class CommandOutput : MemoryStream
{
    private const int Most = 64 << 20;

    public override void Write(byte[] buffer, int offset, int count)
    {
        Grow(count);
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Grow(buffer.Length);
        base.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    private void Grow(int count)
    {
        if (Length + count > Most) throw new CommandFailedException($"the command wrote more than {Most >> 20} MiB, and was ended");
    }
}

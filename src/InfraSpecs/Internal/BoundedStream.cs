namespace InfraSpecs.Internal;

/// <summary>Holds what is written to it, up to a limit.</summary>
/// <param name="limit">In bytes.</param>
/// <param name="tooLarge">What is thrown beyond it.</param>
internal sealed class BoundedStream(long limit, Func<Exception> tooLarge) : MemoryStream
{
    public string Text => System.Text.Encoding.UTF8.GetString(GetBuffer(), 0, (int)Length);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Length + count > limit) throw tooLarge();
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);
}

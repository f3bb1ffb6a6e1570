namespace InfraSpecs.Volumes;

/// <summary>What is told of a tar while it flows by.</summary>
internal interface ITarVisitor
{
    /// <summary>An entry begins.</summary>
    void Begin(in TarHeader entry);

    /// <summary>A piece of its content.</summary>
    void Content(ReadOnlySpan<byte> piece);

    /// <summary>It was complete.</summary>
    void End();
}

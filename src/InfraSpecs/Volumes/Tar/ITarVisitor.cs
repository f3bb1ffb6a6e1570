namespace InfraSpecs.Volumes;

/// <summary>What is told of a tar while it flows by.</summary>
internal interface ITarVisitor
{
    /// <summary>An entry begins.</summary>
    void Begin(in TarHeader entry);

    /// <summary>A header for all entries that follow says something of them, which engines do not heed.</summary>
    /// <param name="key">What: "uid", "path", ….</param>
    void Global(string key)
    {
    }

    /// <summary>A piece of its content.</summary>
    void Content(ReadOnlySpan<byte> piece);

    /// <summary>It was complete.</summary>
    void End();
}

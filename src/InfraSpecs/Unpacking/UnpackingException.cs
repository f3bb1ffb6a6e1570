namespace InfraSpecs.Extensibility;

/// <summary>Something that is compressed cannot be read to its end.</summary>
public sealed class UnpackingException : Exception
{
    private UnpackingException(string why, string advice, Exception? inner = null)
        : base($"The file cannot be read: {why}. What to do: {advice}", inner) => (Why, Advice) = (why, advice);

    /// <summary>What is wrong, as the end of a sentence that says so of the file.</summary>
    public string Why { get; }

    /// <summary>What to do about it, in the imperative.</summary>
    public string Advice { get; }

    internal bool IsCut { get; private init; }

    internal static UnpackingException Cut() =>
        new("its gzip is cut", "compare its size with the original's: copying or writing it ended early.") { IsCut = true };

    internal static UnpackingException Followed() =>
        new("bytes that are no gzip follow where its gzip has ended", "make it anew: two files may have been written to one.") { IsCut = true };

    internal static UnpackingException Damaged(Exception inner) =>
        new("its compressed data or their checksum are not what was written", "copy it again from where it was made.", inner);

    internal static UnpackingException NotRead(Unpacking.FileForm form, bool inGzip) =>
        new(inGzip ? $"what is in its gzip is {form.Name} again" : $"it is {form.Name}, which is not read here", form.Advice);
}

namespace InfraSpecs;

/// <summary>
/// The base of the errors that InfraSpecs raises. The message says in its first line what happened to which subject, then the
/// facts it rests on, and last what to do.
/// </summary>
public abstract class InfraSpecsException : Exception
{
    /// <summary>Composes the message.</summary>
    /// <param name="subject">What the error is about, as the reader knows it: a container, a file, an image, an endpoint.</param>
    /// <param name="headline">One sentence.</param>
    /// <param name="facts">What was seen; each may have several lines.</param>
    /// <param name="advice">What to do, in the imperative.</param>
    /// <param name="inner">What caused it, where there is such a thing.</param>
    protected InfraSpecsException(string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(FailureText.Failure(headline, facts, advice), inner) => (Subject, Advice) = (subject, advice);

    /// <summary>What the error is about.</summary>
    public string Subject { get; }

    /// <summary>What to do about it.</summary>
    public string Advice { get; }
}

namespace InfraSpecs;

/// <summary>Options that cannot be meant. All that is wrong is named at once, and nothing was started.</summary>
public sealed class InvalidOptionsException : InfraSpecsException
{
    /// <summary>Creates the error.</summary>
    /// <param name="options">The name of the options type.</param>
    /// <param name="errors">One sentence for each thing that is wrong.</param>
    public InvalidOptionsException(string options, IReadOnlyList<string> errors)
        : base(options, $"{options} cannot be used; nothing was started.", errors, "set the named properties to usable values.") =>
        Errors = errors;

    /// <summary>One sentence for each thing that is wrong.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>Throws if there is an error among <paramref name="checks"/>: pairs of "is wrong" and the sentence that says so.</summary>
    /// <param name="options">The name of the options type.</param>
    /// <param name="checks">What was looked at.</param>
    /// <exception cref="InvalidOptionsException">At least one check is wrong.</exception>
    public static void ThrowIfAny(string options, params ReadOnlySpan<(bool Wrong, string Sentence)> checks)
    {
        List<string> errors = [];
        foreach (var (wrong, sentence) in checks)
        {
            if (wrong) errors.Add(sentence);
        }

        if (errors.Count > 0) throw new InvalidOptionsException(options, errors);
    }
}

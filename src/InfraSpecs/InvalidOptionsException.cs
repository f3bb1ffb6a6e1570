using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>Options that cannot be meant. All that is wrong is named at once, and nothing was started.</summary>
public sealed class InvalidOptionsException : InfraSpecsException
{
    /// <summary>Creates the error.</summary>
    /// <param name="options">The name of the options type.</param>
    /// <param name="errors">One sentence for each thing that is wrong.</param>
    public InvalidOptionsException(string options, IReadOnlyList<string> errors)
        : base(options, $"{options} cannot be used; nothing was started.", errors.Select(Cut), "set the named properties to usable values.") =>
        Errors = errors;

    /// <summary>One sentence for each thing that is wrong.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>
    /// Throws if there is an error among <paramref name="checks"/>, or a property holds what none of its kind can: null where that is not allowed, a negative or
    /// infinite number, a time of more than 24 days, an undefined member of an enumeration, text with a NUL or of more than 4,096 characters (131,072 in
    /// lists). Records, lists and dictionaries are looked into.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="checks">Pairs of "is wrong" and the sentence that says so. They are asked for once there is no property that they could not look at.</param>
    /// <exception cref="InvalidOptionsException">Something is wrong.</exception>
    public static void ThrowIfAny(object options, Func<IEnumerable<(bool Wrong, string Sentence)>> checks)
    {
        var broken = PropertyRules.Of(options);
        List<string> errors = broken.Any(it => it.IsUnreadable) ? [] : [.. checks().Where(it => it.Wrong).Select(it => it.Sentence)];
        errors.AddRange(broken.Where(it => !errors.Exists(it.IsTold)).Select(it => it.Sentence).ToList());
        if (errors.Count > 0) throw new InvalidOptionsException(options.GetType().Name, errors);
    }

    // A sentence that quotes what was given is not longer than anybody reads.
    private static string Cut(string sentence) => sentence.Length <= 500 ? sentence : $"{sentence[..300]} … {sentence[^150..]}";
}

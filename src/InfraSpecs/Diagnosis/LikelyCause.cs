namespace InfraSpecs.Extensibility;

/// <summary>What may be why a spec is red, in a sentence that rests on facts.</summary>
/// <param name="Rule">The rule's name, one word: "OutOfMemory".</param>
/// <param name="Sentence">What was seen, of whom.</param>
/// <param name="Advice">What to do, in the imperative.</param>
/// <param name="Facts">What it rests on, where the sentence does not say it.</param>
public sealed record LikelyCause(string Rule, string Sentence, string Advice, params IReadOnlyList<string> Facts)
{
    /// <summary>The sentence, and what to do.</summary>
    public override string ToString() => $"{Sentence} What to do: {Advice}";
}

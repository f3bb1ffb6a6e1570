using InfraSpecs.Images.Policies.Secrets;
using InfraSpecs.Images.Secrets;

namespace InfraSpecs.Images;

/// <summary>Texts of an image for people to read, with *** where a secret may be: a value is rather hidden too often than shown once.</summary>
public static class SecretMask
{
    /// <summary>A variable of the environment.</summary>
    /// <param name="variable">As "NAME=value".</param>
    /// <returns>The same, or "NAME=***".</returns>
    public static string Variable(string variable) => ConfigSecrets.InEnv(variable) is null ? variable : variable[..(variable.IndexOf('=') + 1)] + "***";

    /// <summary>A text, as the command that made a layer.</summary>
    /// <param name="text">The text.</param>
    public static string Text(string text) => CredentialText.Mask(text);

    /// <summary>The words of a command: after "--password", the next is hidden too.</summary>
    /// <param name="words">The words.</param>
    public static IEnumerable<string> Words(IReadOnlyList<string> words) => words.Select((word, at) => Word(words, word, at));

    private static string Word(IReadOnlyList<string> words, string word, int at)
    {
        var alone = Text(word);
        return alone == word && !word.EndsWith("***", StringComparison.Ordinal) && Text(string.Join(' ', words.Take(at + 1))).EndsWith("***", StringComparison.Ordinal) ? "***" : alone;
    }
}

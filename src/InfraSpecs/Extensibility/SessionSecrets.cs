using System.Text.RegularExpressions;

namespace InfraSpecs.Extensibility;

/// <summary>All secrets that rooms of this process know, for what is written about all of them: the run file.</summary>
internal static class SessionSecrets
{
    /// <summary>Each costs a search in each text that is written. Of those that are forgotten what is plainly a secret is still masked.</summary>
    private const int Kept = 256;

    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Seen = new(StringComparer.Ordinal);
    private static readonly Queue<KnownSecrets> Known = new();
    private static volatile IReadOnlyList<(Regex, string, int)> _patterns = [];

    /// <param name="key">Two with one key are the same.</param>
    /// <param name="secrets">What is known.</param>
    public static void Learn(string key, KnownSecrets secrets)
    {
        lock (Gate)
        {
            if (!Seen.Add(key)) return;
            Known.Enqueue(secrets);
            if (Known.Count > Kept) Known.Dequeue();
            _patterns = [.. Known.SelectMany(it => it.Patterns).OrderByDescending(it => it.Length)];
        }
    }

    /// <summary>The text without all of them, and without what is plainly a secret.</summary>
    public static string Mask(string text) => CommandText.WithoutSecrets(KnownSecrets.WithoutAny(text, _patterns));
}

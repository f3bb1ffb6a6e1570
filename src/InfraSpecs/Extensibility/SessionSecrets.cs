using System.Collections.Concurrent;

namespace InfraSpecs.Extensibility;

/// <summary>All secrets that rooms of this process know, for what is written about all of them: the run file.</summary>
internal static class SessionSecrets
{
    /// <summary>Each costs a search in each text that is written. Of those that are forgotten what is plainly a secret is still masked.</summary>
    private const int Kept = 256;

    private static readonly ConcurrentDictionary<string, byte> Seen = new(StringComparer.Ordinal);
    private static readonly ConcurrentQueue<KnownSecrets> Known = new();

    /// <param name="key">Two with one key are the same.</param>
    /// <param name="secrets">What is known.</param>
    public static void Learn(string key, KnownSecrets secrets)
    {
        if (!Seen.TryAdd(key, 0)) return;
        Known.Enqueue(secrets);
        if (Known.Count > Kept) Known.TryDequeue(out _);
    }

    /// <summary>The text without all of them, and without what is plainly a secret.</summary>
    public static string Mask(string text) => CommandText.WithoutSecrets(Known.Aggregate(text, (masked, it) => it.MaskKnown(masked)));
}

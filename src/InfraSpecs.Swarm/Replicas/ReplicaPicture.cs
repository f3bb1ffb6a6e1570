using System.Globalization;

namespace InfraSpecs.Swarm;

/// <summary>A history as text: a line for each moment.</summary>
internal static class ReplicaPicture
{
    private const int MomentsShown = 30;
    private const int DigestShown = 7;

    public static string Draw(ReplicaHistory history)
    {
        var moments = history.Moments;
        List<string> lines = [string.Create(
            CultureInfo.InvariantCulture,
            $"{history.Service}: {history.Least.Running.Count} to {history.Most.Running.Count} replicas ran, from {history.BeganAt.UtcDateTime:HH:mm:ss.fff} on for {FailureText.Seconds(history.EndedAt - history.BeganAt, 1)}")];

        // The worst is shown in any case.
        var worst = moments.ToList().IndexOf(history.Least);
        var first = Math.Clamp(worst - (MomentsShown / 2), 0, Math.Max(0, moments.Count - MomentsShown));
        if (first > 0) lines.Add($"  {first} earlier moments");
        lines.AddRange(moments.Skip(first).Take(MomentsShown).Select(it => LineOf(it, history.BeganAt)));
        if (moments.Count - first > MomentsShown) lines.Add($"  {moments.Count - first - MomentsShown} later moments");
        return string.Join('\n', lines);
    }

    private static string LineOf(ReplicaMoment moment, DateTimeOffset began)
    {
        var digests = string.Join(", ", moment.ByDigest.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"{it.Value} x {Short(it.Key)}"));
        var why = moment.Change is { } change ? $"{change}" : "the beginning";
        return string.Create(CultureInfo.InvariantCulture, $"  {(moment.At - began).TotalSeconds,7:0.000} s  {moment.Running.Count} running{(digests.Length > 0 ? $" ({digests})" : "")}: {why}");
    }

    private static string Short(string digest) =>
        digest.StartsWith("sha256:", StringComparison.Ordinal) && digest.Length >= 7 + DigestShown ? digest.Substring(7, DigestShown) : digest;
}

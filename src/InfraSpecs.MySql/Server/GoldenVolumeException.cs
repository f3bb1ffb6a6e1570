namespace InfraSpecs.MySql;

/// <summary>A golden volume could not be made, although a server started on the data that was to become it.</summary>
public sealed class GoldenVolumeException : InfraSpecsException
{
    internal GoldenVolumeException(string volume, string why, IReadOnlyList<LogLine> lastLines)
        : base(
            volume,
            $"Golden volume {volume} could not be made: {why}.",
            lastLines.Count == 0 ? ["Nothing was printed."] : ["The last output:", .. lastLines.Select(line => "| " + line.Text)],
            "read the last output; the image needs sh, cp and find. MySqlOptions.Golden = false does without.") => Volume = volume;

    /// <summary>The volume's name.</summary>
    public string Volume { get; }
}

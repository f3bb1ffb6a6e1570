namespace InfraSpecs.Images;

/// <summary>Which environments an image is run in, side by side.</summary>
public sealed record EnvironmentMatrixOptions
{
    /// <summary>An image reference, or an image source by name.</summary>
    public required string Image { get; init; }

    /// <summary>The environments, and what is expected in each. Two at least show that something depends on them.</summary>
    public required IReadOnlyList<EnvironmentRow> Rows { get; init; }

    /// <summary>What stands in place of the image's CMD, in every row.</summary>
    /// <value>Default null: the image's.</value>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>How long each row may take until all that is expected of it is so.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The number of rows that run at once, 1 to 64.</summary>
    /// <value>Default 4.</value>
    public int AtOnce { get; init; } = 4;

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Image), "Image is empty; name an image, or an image source."),
        (Rows.Count == 0, "Rows is empty; a matrix without rows proves nothing."),
        (Within <= TimeSpan.Zero, $"Within is {Within}; it must be more than zero."),
        (AtOnce is < 1 or > 64, $"AtOnce is {AtOnce}; it must be from 1 to 64."),
        .. Twice(it => it.Name).Select(it => (true, $"Rows has the name '{it[0].Name}' {it.Count} times.")),
        .. Twice(Written).Select(it => (true, $"Rows has one environment more than once: {string.Join(", ", it.Select(row => $"'{row.Name}'"))}.")),
        .. Rows.SelectMany(it => it.Checks()),
    ]);

    private IEnumerable<IReadOnlyList<EnvironmentRow>> Twice(Func<EnvironmentRow, string> key) =>
        Rows.GroupBy(key, StringComparer.Ordinal).Where(it => it.Count() > 1).Select(it => (IReadOnlyList<EnvironmentRow>)[.. it]);

    private static string Written(EnvironmentRow row) => string.Join('\0', row.Environment.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"{it.Key}={it.Value}"));
}

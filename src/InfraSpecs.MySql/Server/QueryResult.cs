namespace InfraSpecs.MySql;

/// <summary>The rows that a query returned.</summary>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">A row is a list of values, in the order of the columns; NULL is null.</param>
public sealed record QueryResult(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>The values of one column, top to bottom.</summary>
    /// <typeparam name="T">The type that the driver gives for the column.</typeparam>
    /// <param name="name">The column's name, as the server gives it.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IReadOnlyList<T?> Column<T>(string name)
    {
        var index = Columns.ToList().IndexOf(name);
        if (index < 0) throw new ArgumentException($"There is no column {name}, but {string.Join(", ", Columns)}.", nameof(name));
        return [.. Rows.Select(row => (T?)row[index])];
    }
}

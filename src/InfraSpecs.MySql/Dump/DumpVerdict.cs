namespace InfraSpecs.MySql;

/// <summary>What was found of a dump when all of it had been looked at.</summary>
/// <param name="Problem">Why it is not a whole dump; null if nothing speaks against it.</param>
/// <param name="EndIsKnown">The end that its program writes was seen.</param>
/// <param name="Tables">The tables that it creates.</param>
/// <param name="LongestStatement">The size of its longest statement, in bytes.</param>
internal sealed record DumpVerdict(string? Problem, bool EndIsKnown, IReadOnlyList<string> Tables, long LongestStatement = 0)
{
    private const int BufferSize = 1 << 16;

    /// <summary>The first of the tables that the dump does not create; null if it creates all.</summary>
    /// <param name="tables">What it must create; it may leave out the database.</param>
    public TableName? WhichLacks(IReadOnlyList<TableName> tables)
    {
        var created = Tables.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return tables.FirstOrDefault(table => !created.Contains(table.ToString()) && !created.Contains(table.Name));
    }

    public static DumpVerdict Judge(DumpInspection inspection) => new(inspection.Problem, inspection.EndIsKnown, inspection.Tables, inspection.LongestStatement);

    /// <param name="dump">Plain or gzip, from where it stands to its end; it stays open.</param>
    /// <param name="token">Ends the look.</param>
    public static async Task<DumpVerdict> ReadAsync(Stream dump, CancellationToken token)
    {
        try
        {
            await using var content = await UnpackedFile.OpenAsync(dump, token);
            var inspection = new DumpInspection();
            var buffer = new byte[BufferSize];
            for (int count; (count = await content.ReadAsync(buffer, token)) > 0;) inspection.Append(buffer.AsSpan(0, count));
            return Judge(inspection);
        }
        catch (UnpackingException e)
        {
            return new DumpVerdict($"{e.Why} ({e.Advice.TrimEnd('.')})", false, []);
        }
    }
}

using InfraSpecs.Images.Secrets;

namespace InfraSpecs.Images.Layers;

/// <summary>The secrets in contents that are not kept, by the files' rows; most layers have none.</summary>
internal sealed class SecretTable
{
    private readonly SortedDictionary<int, IReadOnlyList<FormFound>> _all = [];

    public void Add(int row, IReadOnlyList<FormFound> found)
    {
        if (found.Count > 0) _all.Add(row, found);
    }

    public IReadOnlyList<FormFound> Find(int row) => _all.GetValueOrDefault(row) ?? [];

    public void Write(IndexWriter to) => to.WriteAll(_all, one =>
    {
        to.Write(one.Key);
        to.WriteAll(one.Value, to.Write);
    });

    public static SecretTable Read(IndexReader from)
    {
        var table = new SecretTable();
        foreach (var (row, found) in from.ReadList(() => (from.Read<int>(), from.ReadList(from.Read<FormFound>)))) table.Add(row, found);
        return table;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.MySql;

/// <summary>
/// Reads JSON columns as they are, and makes their checksums here. MySQL sorts the members of an object and rewrites numbers, MariaDB keeps
/// the text: the server that holds the same document does not give the same text.
/// </summary>
internal static class JsonReader
{
    /// <returns>The ranges with the documents in them, and how many rows were read for that.</returns>
    public static async Task<(List<RangeSum> Ranges, long Rows)> AddAsync(
        SnapshotConnection snapshot, TableFacts table, RangePlan plan, string key, string block, List<RangeSum> ranges, CancellationToken token)
    {
        var columns = table.Columns.Index().Where(it => it.Item.IsJson).ToList();
        var byBlock = ranges.ToDictionary(range => range.Block);
        var (rows, together) = (0L, 0UL);
        await snapshot.EachAsync(
            $"SELECT {block}, {key}, {string.Join(", ", columns.Select(it => SnapshotConnection.Quote(it.Item.Name)))} FROM {table.In(snapshot)}",
            reader =>
            {
                rows++;
                var row = reader.Bits(1);
                if (!byBlock.TryGetValue(reader.Bits(0), out var range)) return;
                foreach (var (place, (index, _)) in columns.Index())
                {
                    var value = reader.IsDBNull(place + 2) ? 0 : Checksum(reader.Text(place + 2));
                    range.Columns[index] = RangeSum.Add(range.Columns[index], plan.Kind == KeyKind.None ? value : value * reader.Bits(1), plan.Kind);
                    row = Mixed(row + value);
                }

                together += row;
            },
            token);

        // Without a key nothing but the rows as a whole binds a document to its row.
        return (plan.Kind == KeyKind.None ? [.. ranges.Select(range => range with { Keys = unchecked(range.Keys + together) })] : ranges, rows);
    }

    /// <summary>From 1 to 2^32.</summary>
    private static ulong Checksum(string json) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(JsonForm.Normalize(json)))) + 1UL;

    /// <summary>The end of splitmix64 (https://prng.di.unimi.it/splitmix64.c): sums of what it gives notice values that change rows.</summary>
    private static ulong Mixed(ulong bits)
    {
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EB);
        return bits ^ (bits >> 31);
    }
}

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
    public static async Task<List<RangeSum>> AddAsync(
        Snapshot snapshot, TableFacts table, RangePlan plan, string key, string block, List<RangeSum> ranges, CancellationToken token)
    {
        var columns = table.Columns.Index().Where(it => it.Item.IsJson).ToList();
        var byBlock = ranges.ToDictionary(range => range.Block);
        await snapshot.EachAsync(
            $"SELECT {block}, {key}, {string.Join(", ", columns.Select(it => Snapshot.Quote(it.Item.Name)))} FROM {snapshot.Place(table.Name)}",
            reader =>
            {
                var sums = byBlock[reader.Bits(0)].Columns;
                foreach (var (place, (index, _)) in columns.Index())
                {
                    var value = reader.IsDBNull(place + 2) ? 0 : Checksum(reader.Text(place + 2)) * reader.Bits(1);
                    sums[index] = RangeSum.Add(sums[index], value, plan.Kind);
                }
            },
            token);
        return ranges;
    }

    /// <summary>From 1 to 2^32.</summary>
    private static ulong Checksum(string json) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(JsonForm.Of(json)))) + 1UL;
}

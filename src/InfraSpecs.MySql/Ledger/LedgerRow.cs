using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.MySql;

/// <summary>One row of a ledger, with what proves that it is whole.</summary>
/// <param name="Run">The ledger's own number, so that ledgers in one table do not meet.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="Part">The row's number in it, from 1.</param>
/// <param name="Parts">How many rows it has.</param>
/// <param name="Payload">Letters.</param>
internal sealed record LedgerRow(string Run, long Transaction, int Part, int Parts, string Payload)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    public static LedgerRow Make(string run, long transaction, int part, int parts, int longest) =>
        new(run, transaction, part, parts, RandomNumberGenerator.GetString(Letters, 1 + (int)((transaction * 31 + part * 7) % longest)));

    public long Checksum() => BinaryPrimitives.ReadInt64LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Run}/{Transaction}/{Part}/{Parts}/{Payload}"))));
}

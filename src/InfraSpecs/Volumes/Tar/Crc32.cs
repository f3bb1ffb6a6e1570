using System.Runtime.InteropServices;

namespace InfraSpecs.Volumes;

/// <summary>The CRC-32 of gzip (RFC 1952, section 8), eight bytes at a time.</summary>
internal struct Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Width = 8;
    private static readonly uint[] Table = MakeTable();

    private uint _register;

    public readonly uint Value => _register;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        var register = ~_register;
        while (bytes.Length >= Width)
        {
            var words = MemoryMarshal.Cast<byte, uint>(bytes[..Width]);
            var (low, high) = (words[0] ^ register, words[1]);
            register = table[(7 << 8) | (low & 0xFF)] ^ table[(6 << 8) | ((low >> 8) & 0xFF)]
                ^ table[(5 << 8) | ((low >> 16) & 0xFF)] ^ table[(4 << 8) | (low >> 24)]
                ^ table[(3 << 8) | (high & 0xFF)] ^ table[(2 << 8) | ((high >> 8) & 0xFF)]
                ^ table[(1 << 8) | ((high >> 16) & 0xFF)] ^ table[high >> 24];
            bytes = bytes[Width..];
        }

        foreach (var value in bytes) register = table[(register ^ value) & 0xFF] ^ (register >> 8);
        _register = ~register;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[Width << 8];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            table[i] = value;
        }

        for (var i = 256; i < table.Length; i++) table[i] = (table[i - 256] >> 8) ^ table[table[i - 256] & 0xFF];
        return table;
    }
}

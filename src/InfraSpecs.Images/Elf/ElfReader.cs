namespace InfraSpecs.Images.Elf;

/// <summary>Reads what decides whether an object can be loaded.</summary>
internal static class ElfReader
{
    /// <returns>Null for what is no ELF object.</returns>
    public static ElfFacts? Read(ReadOnlySpan<byte> content) =>
        content.StartsWith("\u007fELF"u8) && content.Length >= 20
            ? new ElfFacts
            {
                Is64 = content[4] == 2,
                IsLittleEndian = content[5] == 1,
                Type = BitConverter.ToUInt16(content[16..]),
                Machine = BitConverter.ToUInt16(content[18..]),
            }
            : null;
}

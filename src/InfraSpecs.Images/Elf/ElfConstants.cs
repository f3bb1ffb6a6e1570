namespace InfraSpecs.Images.Elf;

/// <summary>The numbers of elf.h.</summary>
internal static class ElfConstants
{
    public const ushort Executable = 2;
    public const ushort Shared = 3;
    public const ushort Bpf = 247;

    public const uint SegmentLoad = 1;
    public const uint SegmentDynamic = 2;
    public const uint SegmentInterpreter = 3;
    public const uint SegmentNote = 4;

    public const long TagNeeded = 1;
    public const long TagStrings = 5;
    public const long TagStringsSize = 10;
    public const long TagSoname = 14;
    public const long TagRpath = 15;
    public const long TagRunpath = 29;
    public const long TagFlags1 = 0x6ffffffb;
    public const long TagVersionsDefined = 0x6ffffffc;
    public const long TagVersionsNeeded = 0x6ffffffe;

    public const long FlagNoDefaultFolders = 0x800;
    public const long FlagPie = 0x08000000;

    public const ushort VersionIsBase = 1;
    public const ushort VersionIsWeak = 2;

    public static ReadOnlySpan<byte> Magic => "\u007fELF"u8;
}

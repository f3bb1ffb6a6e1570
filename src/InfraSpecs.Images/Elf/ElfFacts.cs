namespace InfraSpecs.Images.Elf;

/// <summary>What a program or library for Linux says of itself that decides whether it can be loaded (https://refspecs.linuxfoundation.org/elf/elf.pdf).</summary>
internal sealed record ElfFacts
{
    /// <summary>e_machine: 62 is x86-64, 183 is AArch64.</summary>
    public required ushort Machine { get; init; }

    /// <summary>Whether it is a 64-bit object.</summary>
    public required bool Is64 { get; init; }

    /// <summary>Whether its numbers begin with the lowest byte.</summary>
    public required bool IsLittleEndian { get; init; }

    /// <summary>e_type: 1 relocatable, 2 executable, 3 shared, 4 core.</summary>
    public required ushort Type { get; init; }

    /// <summary>The loader that PT_INTERP names; null where there is none.</summary>
    public string? Interpreter { get; init; }

    /// <summary>DT_NEEDED, in their order.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];

    public string? Soname { get; init; }

    public string? Rpath { get; init; }

    public string? Runpath { get; init; }

    /// <summary>What it is cut off at or contradicts; null where it is whole.</summary>
    public string? Damage { get; init; }
}

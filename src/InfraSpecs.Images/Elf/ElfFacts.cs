namespace InfraSpecs.Images.Elf;

/// <summary>What a program or library for Linux says of itself that decides whether it can be loaded (https://refspecs.linuxfoundation.org/elf/elf.pdf).</summary>
internal sealed partial record ElfFacts
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

    /// <summary>Whether there is a PT_DYNAMIC, which static programs of fixed place have not.</summary>
    public bool HasDynamic { get; init; }

    /// <summary>DF_1_PIE: a program that can be loaded anywhere, not a library.</summary>
    public bool IsPie { get; init; }

    /// <summary>DF_1_NODEFLIB: the loader's own folders are not searched for it.</summary>
    public bool AvoidsDefaultFolders { get; init; }

    /// <summary>DT_NEEDED, in their order.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];

    public string? Soname { get; init; }

    public string? Rpath { get; init; }

    public string? Runpath { get; init; }

    /// <summary>The versions of symbols that it needs of each library, weak ones left out.</summary>
    public IReadOnlyList<ElfVersionNeed> NeededVersions { get; init; } = [];

    /// <summary>The versions of symbols that it has; empty where it does not say.</summary>
    public IReadOnlyList<string> DefinedVersions { get; init; } = [];

    /// <summary>The oldest kernel that it runs on, by its note NT_GNU_ABI_TAG; null where it has none.</summary>
    public Version? Kernel { get; init; }

    /// <summary>What it is cut off at or contradicts; null where it is whole.</summary>
    public string? Damage { get; init; }

    /// <summary>Whether tables of it lie where they were not kept, so that nothing is known of what it needs.</summary>
    public bool IsUnread { get; init; }

    /// <summary>Whether it is a program or a library, and no part of one, memory of a dead process, or code for the kernel.</summary>
    public bool IsLoadable => Type is ElfConstants.Executable or ElfConstants.Shared && Machine != ElfConstants.Bpf;

    /// <summary>Whether it can be started by itself.</summary>
    public bool IsProgram => IsLoadable && (Type == ElfConstants.Executable || Interpreter is not null || IsPie);
}

/// <summary>What an object needs of one library.</summary>
/// <param name="Library">As NEEDED names it.</param>
/// <param name="Versions">As "GLIBC_2.34".</param>
internal sealed record ElfVersionNeed(string Library, IReadOnlyList<string> Versions);

using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Loading;

/// <summary>A kind of machine, as ELF numbers it, images name it and loaders name their folders.</summary>
internal sealed record Machine(string Name, ushort Number, bool Is64, bool IsLittleEndian, string Platform, params string[] Multiarch)
{
    private static readonly Machine[] All =
    [
        new("amd64", 62, true, true, "x86_64", "x86_64-linux-gnu"),
        new("x32", 62, false, true, "x86_64", "x86_64-linux-gnux32"),
        new("386", 3, false, true, "i686", "i386-linux-gnu"),
        new("arm64", 183, true, true, "aarch64", "aarch64-linux-gnu"),
        new("arm", 40, false, true, "v7l", "arm-linux-gnueabihf", "arm-linux-gnueabi"),
        new("ppc64le", 21, true, true, "power8", "powerpc64le-linux-gnu"),
        new("ppc64", 21, true, false, "power8", "powerpc64-linux-gnu"),
        new("s390x", 22, true, false, "z900", "s390x-linux-gnu"),
        new("riscv64", 243, true, true, "riscv64", "riscv64-linux-gnu"),
        new("loong64", 258, true, true, "loongarch64", "loongarch64-linux-gnu"),
        new("mips64le", 8, true, true, "mips", "mips64el-linux-gnuabi64"),
        new("mipsle", 8, false, true, "mips", "mipsel-linux-gnu"),
        new("mips64", 8, true, false, "mips", "mips64-linux-gnuabi64"),
        new("mips", 8, false, false, "mips", "mips-linux-gnu"),
    ];

    /// <summary>The machine of an object; one without folders of its own where its number is not known here.</summary>
    public static Machine Find(ElfFacts facts) => All.FirstOrDefault(it => it.Fits(facts))
        ?? new Machine($"machine {facts.Machine}", facts.Machine, facts.Is64, facts.IsLittleEndian, "");

    /// <summary>The machine of an image.</summary>
    /// <param name="platform">As "linux/arm/v7".</param>
    /// <returns>Null for one that is not known here.</returns>
    public static Machine? OfImage(string platform) => platform.Split('/') is ["linux", var name, ..] ? All.FirstOrDefault(it => it.Name == name) : null;

    public bool Fits(ElfFacts facts) => facts.Machine == Number && facts.Is64 == Is64 && facts.IsLittleEndian == IsLittleEndian;

    /// <summary>Whether its 32-bit programs run there too, where the kernel was built for it.</summary>
    public bool IsSmallerOf(Machine larger) => (Name, larger.Name) is ("386" or "x32", "amd64") or ("arm", "arm64");
}

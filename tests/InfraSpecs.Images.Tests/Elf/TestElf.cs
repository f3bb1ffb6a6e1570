using System.Buffers.Binary;
using System.Text;

namespace InfraSpecs.Images.Tests.Elf;

/// <summary>An ELF object that is written by hand: <c>new TestElf { Needed = ["libc.so.6"] }.ToArray()</c>. No machine can run it; a loader finds in it what it looks for.</summary>
internal sealed record TestElf
{
    public const ushort Amd64 = 62;
    public const ushort Arm64 = 183;
    public const ushort I386 = 3;
    public const ushort Arm = 40;
    public const ushort S390 = 22;

    private const uint Base = 0x10000;

    public ushort Machine { get; init; } = Amd64;

    public bool Is64 { get; init; } = true;

    public bool IsLittleEndian { get; init; } = true;

    public ushort Type { get; init; } = 3;

    public string? Interpreter { get; init; }

    public string[] Needed { get; init; } = [];

    public string? Soname { get; init; }

    public string? Rpath { get; init; }

    public string? Runpath { get; init; }

    public (string Library, string[] Versions)[] VersionsNeeded { get; init; } = [];

    public string? WeakVersion { get; init; }

    public string[] Versions { get; init; } = [];

    public Version? Kernel { get; init; }

    public bool IsPie { get; init; }

    public bool IsStatic { get; init; }

    /// <summary>Bytes before the tables, as code is in large programs.</summary>
    public int Code { get; init; }

    public static TestElf Program => new() { Interpreter = "/lib64/ld-linux-x86-64.so.2", IsPie = true };

    public byte[] ToArray()
    {
        int headers = Is64 ? 64 : 52, segment = Is64 ? 56 : 32;
        var segments = new List<(uint Type, int Offset, int Size)>();
        var body = new List<byte>();
        var start = headers + (5 * segment);
        int At() => start + body.Count;
        void Put(uint type, byte[] bytes)
        {
            segments.Add((type, At(), bytes.Length));
            body.AddRange(bytes);
            while (body.Count % 8 != 0) body.Add(0);
        }

        if (Interpreter is not null) Put(3, Encoding.UTF8.GetBytes(Interpreter + "\0"));
        if (Kernel is { } kernel) Put(4, [.. U32(4), .. U32(16), .. U32(1), .. "GNU\0"u8, .. U32(0), .. U32((uint)kernel.Major), .. U32((uint)kernel.Minor), .. U32((uint)kernel.Build)]);
        body.AddRange(new byte[Code]);
        if (!IsStatic)
        {
            var strings = new Strings();
            var dynamic = new List<(long Tag, long Value)>();
            foreach (var name in Needed) dynamic.Add((1, strings.Add(name)));
            if (Soname is not null) dynamic.Add((14, strings.Add(Soname)));
            if (Rpath is not null) dynamic.Add((15, strings.Add(Rpath)));
            if (Runpath is not null) dynamic.Add((29, strings.Add(Runpath)));
            if (IsPie) dynamic.Add((0x6ffffffb, 0x08000000));
            byte[] needs = VersionNeeds(strings), defined = VersionsDefined(strings);
            if (needs.Length > 0) dynamic.AddRange([(0x6ffffffe, Base + At()), (0x6fffffff, VersionsNeeded.Length)]);
            body.AddRange(needs);
            if (defined.Length > 0) dynamic.AddRange([(0x6ffffffc, Base + At()), (0x6ffffffd, Versions.Length)]);
            body.AddRange(defined);
            dynamic.AddRange([(5, Base + At()), (10, strings.Bytes.Count)]);
            body.AddRange(strings.Bytes);
            while (body.Count % 8 != 0) body.Add(0);
            Put(2, [.. dynamic.Append((0, 0)).SelectMany(it => (byte[])[.. Word(it.Item1), .. Word(it.Item2)])]);
        }

        segments.Add((1, 0, start + body.Count));
        return [.. Header(headers, segment, segments.Count), .. segments.SelectMany(Segment), .. new byte[(5 - segments.Count) * segment], .. body];
    }

    private byte[] Header(int size, int segment, int count) =>
    [
        0x7f, (byte)'E', (byte)'L', (byte)'F', (byte)(Is64 ? 2 : 1), (byte)(IsLittleEndian ? 1 : 2), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        .. U16(Type), .. U16(Machine), .. U32(1), .. Word(Base), .. Word(size), .. Word(0), .. U32(0),
        .. U16((ushort)size), .. U16((ushort)segment), .. U16((ushort)count), .. U16(0), .. U16(0), .. U16(0),
    ];

    private byte[] Segment((uint Type, int Offset, int Size) it) => Is64
        ? [.. U32(it.Type), .. U32(5), .. Word(it.Offset), .. Word(Base + it.Offset), .. Word(Base + it.Offset), .. Word(it.Size), .. Word(it.Size), .. Word(8)]
        : [.. U32(it.Type), .. Word(it.Offset), .. Word(Base + it.Offset), .. Word(Base + it.Offset), .. Word(it.Size), .. Word(it.Size), .. U32(5), .. Word(8)];

    private byte[] VersionNeeds(Strings strings)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < VersionsNeeded.Length; i++)
        {
            var (library, versions) = VersionsNeeded[i];
            var all = versions.Select(name => (Name: name, Flags: 0)).ToList();
            if (i == 0 && WeakVersion is { } weak) all.Add((weak, 2));
            bytes.AddRange([.. U16(1), .. U16((ushort)all.Count), .. U32((uint)strings.Add(library)), .. U32(16), .. U32(i + 1 < VersionsNeeded.Length ? (uint)(16 + (16 * all.Count)) : 0)]);
            for (var j = 0; j < all.Count; j++)
                bytes.AddRange([.. U32(0), .. U16((ushort)all[j].Flags), .. U16(2), .. U32((uint)strings.Add(all[j].Name)), .. U32(j + 1 < all.Count ? 16u : 0)]);
        }

        return [.. bytes];
    }

    private byte[] VersionsDefined(Strings strings)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < Versions.Length; i++)
            bytes.AddRange([.. U16(1), .. U16(0), .. U16((ushort)(i + 2)), .. U16(1), .. U32(0), .. U32(20), .. U32(i + 1 < Versions.Length ? 28u : 0),
                .. U32((uint)strings.Add(Versions[i])), .. U32(0)]);
        return [.. bytes];
    }

    private byte[] U16(ushort value) => BitConverter.GetBytes(IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    private byte[] U32(uint value) => BitConverter.GetBytes(IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    private byte[] Word(long value) => Is64 ? BitConverter.GetBytes(IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value)) : U32((uint)value);

    private sealed class Strings
    {
        public List<byte> Bytes { get; } = [0];

        public int Add(string text)
        {
            var at = Bytes.Count;
            Bytes.AddRange([.. Encoding.UTF8.GetBytes(text), 0]);
            return at;
        }
    }
}

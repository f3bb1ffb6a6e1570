namespace InfraSpecs.Images.Elf;

/// <summary>In a compact binary form, for caches.</summary>
internal sealed partial record ElfFacts
{
    public void Write(BinaryWriter to)
    {
        to.Write((byte)TraitsOf(this));
        to.Write(Machine);
        to.Write(Type);
        foreach (var text in (string?[])[Interpreter, Soname, Rpath, Runpath, Kernel?.ToString(), Damage]) WriteText(to, text);
        WriteTexts(to, Needed);
        WriteTexts(to, DefinedVersions);
        to.Write7BitEncodedInt(NeededVersions.Count);
        foreach (var need in NeededVersions)
        {
            to.Write(need.Library);
            WriteTexts(to, need.Versions);
        }
    }

    public static ElfFacts Read(BinaryReader from)
    {
        var traits = (Traits)from.ReadByte();
        return new ElfFacts
        {
            Is64 = traits.HasFlag(Traits.Is64),
            IsLittleEndian = traits.HasFlag(Traits.IsLittleEndian),
            HasDynamic = traits.HasFlag(Traits.HasDynamic),
            IsPie = traits.HasFlag(Traits.IsPie),
            AvoidsDefaultFolders = traits.HasFlag(Traits.AvoidsDefaultFolders),
            IsUnread = traits.HasFlag(Traits.IsUnread),
            Machine = from.ReadUInt16(),
            Type = from.ReadUInt16(),
            Interpreter = ReadText(from),
            Soname = ReadText(from),
            Rpath = ReadText(from),
            Runpath = ReadText(from),
            Kernel = ReadText(from) is { } kernel ? Version.Parse(kernel) : null,
            Damage = ReadText(from),
            Needed = ReadTexts(from),
            DefinedVersions = ReadTexts(from),
            NeededVersions = ReadMany(from, static from => new ElfVersionNeed(from.ReadString(), ReadTexts(from))),
        };
    }

    private static Traits TraitsOf(ElfFacts facts) =>
        (facts.Is64 ? Traits.Is64 : 0) | (facts.IsLittleEndian ? Traits.IsLittleEndian : 0) | (facts.HasDynamic ? Traits.HasDynamic : 0)
        | (facts.IsPie ? Traits.IsPie : 0) | (facts.AvoidsDefaultFolders ? Traits.AvoidsDefaultFolders : 0) | (facts.IsUnread ? Traits.IsUnread : 0);

    private static void WriteText(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null) to.Write(text);
    }

    private static string? ReadText(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;

    private static void WriteTexts(BinaryWriter to, IReadOnlyList<string> texts)
    {
        to.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts) to.Write(text);
    }

    private static string[] ReadTexts(BinaryReader from) => ReadMany(from, static from => from.ReadString());

    private static T[] ReadMany<T>(BinaryReader from, Func<BinaryReader, T> one)
    {
        var count = from.Read7BitEncodedInt();
        if (count is < 0 or > ushort.MaxValue + 1) throw new InvalidDataException($"A list of {count} names is no list of an object.");
        var many = new T[count];
        for (var i = 0; i < count; i++) many[i] = one(from);
        return many;
    }

    [Flags]
    private enum Traits : byte
    {
        None = 0,
        Is64 = 1,
        IsLittleEndian = 2,
        HasDynamic = 4,
        IsPie = 8,
        AvoidsDefaultFolders = 16,
        IsUnread = 32,
    }
}

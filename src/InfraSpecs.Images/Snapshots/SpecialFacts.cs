using System.Globalization;

namespace InfraSpecs.Images.Snapshots;

/// <summary>Files that give rights to who runs or writes them.</summary>
internal static class SpecialFacts
{
    public const string Setuid = "setuid";
    public const string Setgid = "setgid";
    public const string WorldWritable = "world-writable";

    public static IEnumerable<SpecialFact> Find(IEnumerable<ImageFile> files) => files.Select(Find).OfType<SpecialFact>();

    private static SpecialFact? Find(ImageFile file)
    {
        var traits = string.Join(' ', Traits(file));
        return traits.Length == 0 ? null : new SpecialFact(file.Path, file.Mode, string.Create(CultureInfo.InvariantCulture, $"{(uint)file.UserId}:{(uint)file.GroupId}"), traits);
    }

    private static IEnumerable<string> Traits(ImageFile file)
    {
        if (file.Kind is ImageFileKind.SymbolicLink) yield break;
        if (file.Kind is ImageFileKind.CharacterDevice or ImageFileKind.BlockDevice)
        {
            if (!file.Path.StartsWith("/dev/", StringComparison.Ordinal)) yield return "device";
            yield break;
        }

        if (file.Kind is ImageFileKind.File && file.Mode.HasFlag(UnixFileMode.SetUser)) yield return Setuid;
        if (file.Kind is ImageFileKind.File && file.Mode.HasFlag(UnixFileMode.SetGroup)) yield return Setgid;
        // A sticky folder, as /tmp, keeps users from each other's files.
        if (file.Mode.HasFlag(UnixFileMode.OtherWrite) && !file.Mode.HasFlag(UnixFileMode.StickyBit)) yield return WorldWritable;
        if (file.Capabilities is { } capabilities) yield return capabilities;
    }
}

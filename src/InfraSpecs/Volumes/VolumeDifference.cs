using System.Globalization;

namespace InfraSpecs.Volumes;

/// <summary>One thing in which two volumes differ.</summary>
/// <param name="Sentence">For people.</param>
/// <param name="Where">An entry, and what of it.</param>
/// <param name="Was">In the volume that was expected; empty where nothing was.</param>
/// <param name="Is">In the volume that was found; empty where nothing is.</param>
internal sealed record VolumeDifference(string Sentence, string Where, string Was, string Is)
{
    public static IEnumerable<VolumeDifference> Between(VolumeContents expected, VolumeContents found)
    {
        var there = found.Entries.ToDictionary(entry => entry.Name);
        var wanted = expected.Entries.ToDictionary(entry => entry.Name);
        return
        [
            .. Between(new VolumeEntry("the volume's folder", expected.Folder, null), new VolumeEntry("", found.Folder, null)),
            .. expected.Entries.Where(entry => !there.ContainsKey(entry.Name)).Select(entry => new VolumeDifference($"{entry.Name} is missing", entry.Name, Described(entry), "")),
            .. found.Entries.Where(entry => !wanted.ContainsKey(entry.Name)).Select(entry => new VolumeDifference($"{entry.Name} is there and was not expected", entry.Name, "", Described(entry))),
            .. expected.Entries.Where(entry => there.ContainsKey(entry.Name)).SelectMany(entry => Between(entry, there[entry.Name])),
        ];
    }

    private static IEnumerable<VolumeDifference> Between(VolumeEntry expected, VolumeEntry found)
    {
        var (was, now) = (expected.Facts, found.Facts);
        (string What, string Was, string Is)[] facts =
        [
            ("kind", $"{was.Kind}", $"{now.Kind}"),
            ("mode", was.OctalMode, now.OctalMode),
            ("owner", $"{was.UserId}:{was.GroupId}", $"{now.UserId}:{now.GroupId}"),
            ("size", Number(was.Size), Number(now.Size)),
            ("time", Time(was), Time(now)),
            ("link target", was.LinkTarget ?? "none", now.LinkTarget ?? "none"),
            ("SHA-256", expected.Sha256 ?? "none", found.Sha256 ?? "none"),
        ];
        return facts.Where(fact => fact.Was != fact.Is)
            .Select(fact => new VolumeDifference($"{expected.Name}: {fact.What} {fact.Was} became {fact.Is}", $"{expected.Name}: {fact.What}", fact.Was, fact.Is));
    }

    private static string Described(VolumeEntry entry) =>
        $"{entry.Facts.Kind} {entry.Facts.OctalMode} {entry.Facts.UserId}:{entry.Facts.GroupId}, {FailureText.Count(entry.Facts.Size, "byte")}";

    private static string Number(long size) => size.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(FileFacts file) => file.ModifiedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace InfraSpecs.Volumes;

/// <summary>Tells in what two entries of the same name differ.</summary>
internal static class VolumeDifference
{
    public static IEnumerable<string> Between(VolumeEntry expected, VolumeEntry found)
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
        return facts.Where(fact => fact.Was != fact.Is).Select(fact => $"{expected.Name}: {fact.What} {fact.Was} became {fact.Is}");
    }

    private static string Number(long size) => size.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(FileFacts file) => file.ModifiedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

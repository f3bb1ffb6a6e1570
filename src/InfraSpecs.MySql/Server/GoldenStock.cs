using System.Globalization;
using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>
/// The golden volumes of an engine, read at once. A volume's labels and time are settled when it is made. So that one is whole, how large it is and when it was last
/// used is said by a second volume beside it, its mark, which is made anew when it is used; a mark is of one volume alone, and means nothing beside a later one of
/// the same name.
/// </summary>
/// <param name="Volumes">The volumes.</param>
/// <param name="Strays">Marks of volumes that are there no more.</param>
internal sealed record GoldenStock(IReadOnlyList<KeptVolume> Volumes, IReadOnlyList<string> Strays)
{
    /// <summary>The label of all of them, with the key as its value. They carry no session's, so that no clean-up takes them.</summary>
    public const string Label = "infraspecs.golden";

    /// <summary>Tells a volume from an earlier one of the same name; a mark has its volume's.</summary>
    public const string MadeLabel = "infraspecs.golden.made";

    /// <summary>A mark's: what its volume takes.</summary>
    public const string BytesLabel = "infraspecs.golden.bytes";

    public const string Prefix = "infraspecs-golden-";
    public const string MarkEnd = "-ready";

    public static async Task<GoldenStock> ReadAsync(Engine engine, CancellationToken token)
    {
        var listing = ListAsync(engine, Label, token);
        var containers = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token);
        return Of(await listing, [.. containers.SelectMany(it => it.Mounts ?? []).Select(it => it.Name ?? "")]);
    }

    /// <summary>The one of a key, without the question who uses it; null if there is none.</summary>
    public static async Task<KeptVolume?> FindAsync(Engine engine, string key, CancellationToken token) =>
        Of(await ListAsync(engine, $"{Label}={key}", token), []).Volumes.SingleOrDefault();

    /// <param name="listed">Volumes with the label.</param>
    /// <param name="used">The names of volumes that a container has.</param>
    internal static GoldenStock Of(IReadOnlyList<VolumeResponse> listed, HashSet<string> used)
    {
        var marks = listed.Where(it => it.Name.Contains(MarkEnd, StringComparison.Ordinal)).ToList();
        var volumes = listed.Except(marks).Where(it => it.Name == Prefix + LabelOf(it, Label)).Select(Read).ToList();
        return new GoldenStock(volumes, [.. marks.Select(it => it.Name).Except(volumes.SelectMany(it => it.Marks))]);

        KeptVolume Read(VolumeResponse volume)
        {
            var own = marks.Where(it => LabelOf(it, Label) == LabelOf(volume, Label) && LabelOf(it, MadeLabel) == LabelOf(volume, MadeLabel)).ToList();
            var made = TimeOf(volume);
            return new KeptVolume(volume.Name, made, own.Select(TimeOf).Append(made).Max(), own.Select(BytesOf).Max(), own.Count > 0, used.Contains(volume.Name))
            {
                Marks = [.. own.Select(it => it.Name)],
                MadeId = LabelOf(volume, MadeLabel),
            };
        }
    }

    public static string LabelOf(VolumeResponse volume, string label) => volume.Labels?.TryGetValue(label, out var value) is true ? value : "";

    private static async Task<IReadOnlyList<VolumeResponse>> ListAsync(Engine engine, string label, CancellationToken token)
    {
        IDictionary<string, IDictionary<string, bool>> filters =
            new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } };
        return [.. (await engine.Client.Volumes.ListAsync(new VolumesListParameters { Filters = filters }, token)).Volumes ?? []];
    }

    private static long? BytesOf(VolumeResponse mark) => long.TryParse(LabelOf(mark, BytesLabel), CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    // An engine that does not say when counts as one that says long ago: it may go first.
    private static DateTimeOffset TimeOf(VolumeResponse volume) =>
        DateTimeOffset.TryParse(volume.CreatedAt, CultureInfo.InvariantCulture, out var time) ? time : DateTimeOffset.MinValue;
}

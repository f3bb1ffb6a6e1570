using InfraSpecs.Images;

namespace InfraSpecs.Cli;

/// <summary>Two images, and what changed between them.</summary>
internal sealed record DiffReport(DiffReport.ImageFacts Old, DiffReport.ImageFacts New, IReadOnlyList<ImageChange> Changes)
{
    public IEnumerable<string> Lines() =>
        Changes.Select(it => $"{(it.IsBreaking ? '!' : '-')} {it}").DefaultIfEmpty("no difference").Prepend($"{Old} -> {New}");

    public IEnumerable<Passage> Shown() => Lines().Select((line, i) => Passage.Of(line, i == 0 ? Tone.Plain : Changes.Count == 0 ? Tone.Good : Changes[i - 1].IsBreaking ? Tone.Bad : Tone.Heed));

    /// <summary>A verdict for each kind of change: it fails where there is one.</summary>
    public IReadOnlyList<JUnitSuite> Verdicts() =>
    [
        new($"{Old.Name} -> {New.Name}", [.. Enum.GetValues<ImageChangeKind>().Select(kind => JudgedTest.Of(
            $"{kind}", [.. Changes.Where(it => it.Kind == kind).Select(it => $"{(it.IsBreaking ? "may break: " : "")}{it}")]))], []),
    ];

    /// <param name="Name">As it was asked for.</param>
    /// <param name="Source">Where it was read from.</param>
    /// <param name="Id">The engine's ID of it.</param>
    /// <param name="Digest">Of its manifest; null where it has none.</param>
    internal sealed record ImageFacts(string Name, string Source, string Id, string? Digest)
    {
        public static ImageFacts Of(ImageUnderTest image) => new(image.Name, image.Source, image.Id, image.Digest);

        public override string ToString() => $"{Name} ({Source}, {Digest ?? Id})";
    }
}

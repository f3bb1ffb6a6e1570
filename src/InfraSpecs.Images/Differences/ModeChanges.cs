using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>Permission bits: what cannot be executed any more comes first, and of these what the image starts.</summary>
internal static class ModeChanges
{
    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after, IReadOnlyList<FileDelta> deltas)
    {
        var started = new[] { after.Setting("starts"), before.Setting("starts") };
        var lost = deltas.Where(it => it.IsNotExecutableAnyMore).ToLookup(it => started.Contains(it.Path));
        return
        [
            .. lost[true].Select(it => Change(true, $"entry point {it.Path} is not executable ({Modes(it)})")),
            .. Sentences.For(lost[false].Select(it => (Modes(it), it.Path)), (what, path) => $"{path} is not executable any more ({what})",
                (what, paths) => $"not executable any more ({what}) are {paths}")
                .Select(it => Change(true, it)),
            .. Sentences.For(
                    deltas.Where(it => it is { HasOtherMode: true, IsNotExecutableAnyMore: false, IsUpdate: false }).Select(it => (Modes(it), it.Path)),
                    (what, path) => $"mode of {path} {what}",
                    (what, paths) => $"mode {what} of {paths}")
                .Select(it => Change(false, it)),
        ];
    }

    private static string Modes(FileDelta it) => $"{it.Old!.OctalMode} -> {it.New!.OctalMode}";

    private static ImageChange Change(bool breaks, string sentence) => new(ImageChangeKind.Mode, breaks, sentence);
}

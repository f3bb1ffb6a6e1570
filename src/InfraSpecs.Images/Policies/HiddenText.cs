using InfraSpecs.Images.Secrets;

namespace InfraSpecs.Images;

/// <summary>What one layer hides, in a sentence.</summary>
internal static class HiddenText
{
    private const int PathsShown = 5;
    private const int CommandShown = 120;

    public static string Write(IReadOnlyList<HiddenFile> files)
    {
        var same = files.Count(file => file.IsSameContent);
        var unchanged = same > 0 ? $", {same:N0} of them with the same content" : "";
        var how = files[0].HiddenBy is { } layer ? $"{Layer(layer)} has {FailureText.Count(files.Count, "file")} anew{unchanged}" : $"{FailureText.Count(files.Count, "file")} of {Layer(files[0].WrittenBy)} {(files.Count == 1 ? "was" : "were")} deleted later";
        var paths = files.OrderByDescending(file => file.Size).ThenBy(file => file.Path, StringComparer.Ordinal).Take(PathsShown).Select(file => $"{file.Path} ({file.Size:N0})");
        return $"{files.Sum(file => file.Size):N0} bytes: {how}: {string.Join(", ", paths)}{(files.Count > PathsShown ? ", …" : "")}";
    }

    private static string Layer(ImageLayer layer)
    {
        var command = CredentialText.Mask(layer.Command ?? "").ReplaceLineEndings(" ");
        return $"layer {layer.Number}{(command.Length == 0 ? "" : $" `{(command.Length > CommandShown ? command[..CommandShown] + "…" : command)}`")}";
    }
}

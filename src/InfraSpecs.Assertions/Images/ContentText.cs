using System.Globalization;
using System.Text.Json;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions.Images;

/// <summary>What a file holds, as a failure shows it: cut, and without secrets.</summary>
internal static class ContentText
{
    private const int Shown = 200;

    public static string Cut(string text)
    {
        var masked = Plain(SecretMask.Text(text));
        return masked.Length <= Shown ? $"\"{masked}\"" : $"\"{masked[..Shown]}…\" ({text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters)";
    }

    private static string Plain(string masked) =>
        masked.Replace("\uFEFF", "\\uFEFF", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A value of a document: its path may say that it is a secret.</summary>
    public static string Value(string path, JsonElement value)
    {
        var masked = SecretMask.Text($"{path} = {value.GetRawText()}");
        return masked.Length <= Shown ? masked : masked[..Shown] + "…";
    }

    /// <summary>The same without its path.</summary>
    public static string Alone(string path, JsonElement value)
    {
        var raw = value.GetRawText();
        var isSecret = SecretMask.Text($"{path} = {raw}") != $"{path} = {raw}";
        return isSecret ? "***" : raw.Length <= Shown ? raw : raw[..Shown] + "…";
    }

    /// <summary>The first line that differs.</summary>
    public static string Difference(string expected, string found)
    {
        if (found.TrimEnd('\n') == expected.TrimEnd('\n')) return "only the line ends at its end differ: it holds " + Cut(found[found.TrimEnd('\n').Length..]);
        if (found.ReplaceLineEndings("\n") == expected.ReplaceLineEndings("\n")) return $"only the line ends differ: it has {(found.Contains('\r') ? "CRLF" : "LF")}";
        var (wanted, had) = (expected.Split('\n'), found.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(wanted.Length, had.Length)).FirstOrDefault(i => wanted[i] != had[i], Math.Min(wanted.Length, had.Length));
        // A line of a key is known to be one by those before it.
        (wanted, had) = (SecretMask.Text(expected).Split('\n'), SecretMask.Text(found).Split('\n'));
        return $"line {line + 1} is {(line < had.Length ? Cut(had[line]) : "not there")}, where {(line < wanted.Length ? Cut(wanted[line]) : "the text should end")} was expected";
    }

    /// <summary>The line that is there.</summary>
    public static string At(string text, int index)
    {
        var line = text.AsSpan(0, index).Count('\n');
        return $"line {line + 1} does: {Cut(SecretMask.Text(text).Split('\n')[line])}";
    }

    public static (JsonElement? Value, string? Broken) Json(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var (value, broken) = JsonPath.Find(document.RootElement, path);
            return (value?.Clone(), broken);
        }
        catch (JsonException e)
        {
            return (null, text.StartsWith('\uFEFF') ? "it is no JSON: it begins with a byte order mark" : $"it is no JSON: line {e.LineNumber + 1} cannot be read");
        }
    }

    public static string WhyUnknown(ImageFile file) =>
        file.Kind is not ImageFileKind.File ? $"it is {PathText.Kind(file.Kind)}"
        : $"that cannot be known: contents of programs and of files of more than 1 MiB are not kept, and it has {file.Size.ToString("N0", CultureInfo.InvariantCulture)} bytes";
}

using System.Text.RegularExpressions;

namespace InfraSpecs.Images;

/// <summary>The images that a Dockerfile names: what its stages start from, what it copies or mounts from, and what reads its syntax.</summary>
internal static partial class DockerfileImages
{
    private const string Nothing = "scratch";

    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="arguments">Values for its ARG lines.</param>
    /// <returns>References. Stages are none, nor is what an argument without a value would complete.</returns>
    public static IReadOnlyList<string> Of(Dockerfile dockerfile, IReadOnlyDictionary<string, string> arguments)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        HashSet<string> stages = new(StringComparer.OrdinalIgnoreCase) { Nothing };
        List<string> images = [];
        var hasBegun = false;
        if (Syntax().Match(dockerfile.Text) is { Success: true } syntax) images.Add(syntax.Groups["image"].Value);
        foreach (var (_, line) in dockerfile.Lines())
        {
            hasBegun |= From().IsMatch(line);
            if (!hasBegun && Arguments().Match(line) is { Success: true } declared) Declare(declared);
            foreach (var image in Reference().Match(line).Groups["image"].Captures.Select(capture => capture.Value)) Add(image);
            if (Stage().Match(line) is { Success: true } stage) stages.Add(stage.Groups["name"].Value);
        }

        return [.. images.Distinct(StringComparer.Ordinal)];

        void Declare(Match declared)
        {
            foreach (var (name, value) in declared.Groups["name"].Captures.Zip(declared.Groups["value"].Captures))
            {
                values[name.Value] = arguments.GetValueOrDefault(name.Value) ?? Resolved(value.Value.TrimStart('=').Trim('"', '\''));
            }
        }

        string Resolved(string written) => Variable().Replace(written, match =>
        {
            var value = values.GetValueOrDefault(match.Groups["name"].Value) ?? "";
            var otherwise = Resolved(match.Groups["word"].Value);
            return match.Groups["sign"].Value is "+" ? (value.Length > 0 ? otherwise : "") : value.Length > 0 ? value : otherwise;
        });

        void Add(string written)
        {
            var image = Resolved(written);
            if (image.Length > 0 && !image.Contains('$') && !stages.Contains(image) && !image.All(char.IsAsciiDigit)) images.Add(image);
        }
    }

    [GeneratedRegex(@"\A(?:\s*#[^\n]*\n)*?\s*#\s*syntax\s*=\s*(?<image>\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex Syntax();

    [GeneratedRegex("""\A\s*ARG(?:\s+(?<name>\w+)(?<value>(?:=(?:"[^"]*"|'[^']*'|\S*))?))+""", RegexOptions.IgnoreCase)]
    private static partial Regex Arguments();

    [GeneratedRegex(@"\A\s*FROM\s+(?:--\S+\s+)*(?<image>\S+)|\A\s*COPY\s.*?--from=(?<image>\S+)|\A\s*RUN\s+(?:--(?:mount=(?:[^\s,]*,)*?from=(?<image>[^\s,]+)\S*|\S+)\s+)+", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\A\s*FROM\s", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"\A\s*FROM\s.*\sAS\s+(?<name>\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex Stage();

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)(?::?(?<sign>[-+])(?<word>[^}]*))?\}|(?<name>\w+))")]
    private static partial Regex Variable();
}

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
            if (!hasBegun && Argument().Match(line) is { Success: true } argument)
            {
                var name = argument.Groups["name"].Value;
                values[name] = arguments.GetValueOrDefault(name) ?? argument.Groups["value"].Value.Trim('"', '\'');
            }

            hasBegun |= From().IsMatch(line);
            foreach (Match match in Reference().Matches(line)) Add(match.Groups["image"].Value);
            if (Stage().Match(line) is { Success: true } stage) stages.Add(stage.Groups["name"].Value);
        }

        return [.. images.Distinct(StringComparer.Ordinal)];

        void Add(string written)
        {
            var image = Variable().Replace(written, match => values.GetValueOrDefault(match.Groups["name"].Value) is { Length: > 0 } value ? value : match.Groups["else"].Value);
            if (image.Length > 0 && !image.Contains('$') && !stages.Contains(image) && !image.All(char.IsAsciiDigit)) images.Add(image);
        }
    }

    [GeneratedRegex(@"\A(?:\s*#[^\n]*\n)*?\s*#\s*syntax\s*=\s*(?<image>\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex Syntax();

    [GeneratedRegex(@"\A\s*ARG\s+(?<name>\w+)(?:=(?<value>\S*))?", RegexOptions.IgnoreCase)]
    private static partial Regex Argument();

    [GeneratedRegex(@"\A\s*FROM\s+(?:--\S+\s+)*(?<image>\S+)|\A\s*COPY\s.*?--from=(?<image>\S+)|\A\s*RUN\s.*?--mount=(?:\S*,)?from=(?<image>[^\s,]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\A\s*FROM\s", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"\A\s*FROM\s.*\sAS\s+(?<name>\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex Stage();

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)(?::-(?<else>[^}]*))?\}|(?<name>\w+))")]
    private static partial Regex Variable();
}

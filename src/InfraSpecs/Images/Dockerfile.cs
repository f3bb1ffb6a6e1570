using System.Text.RegularExpressions;

namespace InfraSpecs.Images;

/// <summary>What is read of a Dockerfile before it is built.</summary>
/// <param name="Text">All of it.</param>
internal sealed partial record Dockerfile(string Text)
{
    /// <summary>The first line that the older builder cannot do, or would silently do otherwise, as "line 3 of its Dockerfile has RUN --mount"; null if there is none.</summary>
    public string? NeedOfBuildKit => Lines().Select(line => NeedOf(line.Text) is { } need ? $"line {line.Number} of its Dockerfile has {need}" : null)
        .FirstOrDefault(need => need is not null);

    /// <summary>It mounts secrets or ssh, for which BuildKit asks back, whether any are given or not.</summary>
    public bool AsksBack => Lines().Any(line => AskingMount().IsMatch(line.Text));

    /// <summary>It adds what is elsewhere, and may be another thing each time.</summary>
    public bool Fetches => Lines().Any(line => Remote().IsMatch(line.Text));

    /// <summary>The instructions: lines that go on are one, comments and here-documents are none.</summary>
    public IEnumerable<(int Number, string Text)> Lines()
    {
        var goesOn = EscapeLine().Match(Text) is { Success: true } line ? line.Groups["escape"].Value[0] : '\\';
        var (first, text) = (0, "");
        var lines = Text.Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var read = lines[number - 1].TrimEnd();
            if (read.AsSpan().TrimStart().StartsWith("#") || (text.Length > 0 && read.Length == 0)) continue;
            if (text.Length == 0) first = number;
            text += read.TrimEnd(goesOn);
            if (read.EndsWith(goesOn)) continue;
            yield return (first, text);
            number = EndOfDocuments(text, lines, number);
            text = "";
        }

        yield return (first, text);
    }

    /// <returns>How many lines are read where an instruction's here-documents end; as many as before where one has no end.</returns>
    private static int EndOfDocuments(string instruction, string[] lines, int read)
    {
        var end = read;
        if (!HereDocument().IsMatch(instruction)) return read;
        foreach (Match mark in DocumentMark().Matches(instruction))
        {
            var isIndented = mark.Groups["indented"].Length > 0;
            end = Array.FindIndex(lines, end, line => (isIndented ? line.TrimStart('\t') : line).TrimEnd('\r') == mark.Groups["name"].Value) + 1;
            if (end == 0) return read;
        }

        return end;
    }

    private static string? NeedOf(string line)
    {
        if (Flag().Match(line) is { Success: true } flag) return $"{flag.Groups["instruction"].Value.ToUpperInvariant()} --{flag.Groups["flag"].Value}";
        if (HereDocument().Match(line) is { Success: true } document) return $"a here-document, {document.Groups["mark"].Value}";
        return Automatic().Match(line) is { Success: true } automatic ? $"${automatic.Groups["name"].Value}" : null;
    }

    [GeneratedRegex(@"\A(?:\s*#[^\n]*\n)*?\s*#\s*escape\s*=\s*(?<escape>[\\`])", RegexOptions.IgnoreCase)]
    private static partial Regex EscapeLine();

    [GeneratedRegex(@"\A\s*(?<instruction>RUN|COPY|ADD)\s+(?:--\S+\s+)*?--(?<flag>mount|network|security|device|chmod|link|parents|exclude|checksum|keep-git-dir|unpack)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Flag();

    [GeneratedRegex(@"\A\s*RUN\s.*--mount=(?:\S*,)?type=(?:secret|ssh)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AskingMount();

    [GeneratedRegex("""\A\s*(?:RUN|COPY|ADD)\s(?:.*\s)?(?<mark>\d*<<-?(?<quote>["']?)[A-Za-z_]\w*\k<quote>)(?=\s|\z)""", RegexOptions.IgnoreCase)]
    private static partial Regex HereDocument();

    [GeneratedRegex("""(?<!\S)\d*<<(?<indented>-?)(?<quote>["']?)(?<name>[A-Za-z_]\w*)\k<quote>(?!\S)""")]
    private static partial Regex DocumentMark();

    // A variable may be an address.
    [GeneratedRegex("""\A\s*ADD\s+(?:--\S+\s+)*(?:\S+\s+)*\[?\s*["']?(?:https?://|git://|ssh://|git@|\$)""", RegexOptions.IgnoreCase)]
    private static partial Regex Remote();

    [GeneratedRegex(@"\A\s*(?:ARG\s+(?<name>(?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT))\s*\z|FROM\s.*\$\{?(?<name>(?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT))\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Automatic();
}

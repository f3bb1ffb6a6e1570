using System.Text.RegularExpressions;

namespace InfraSpecs.PublicApi.Tests;

/// <summary>No line of the repository is longer than .editorconfig says for its kind of file.</summary>
public sealed partial class LineLengthTests
{
    private const string RawText = "\"\"\"";

    private static readonly string Root = FindRoot(AppContext.BaseDirectory);

    [Fact]
    public void Each_line_is_as_short_as_the_editorconfig_says()
    {
        var limits = ReadLimits(File.ReadAllLines(Path.Combine(Root, ".editorconfig")));
        limits.Keys.Should().Contain(["cs", "md"]);
        var files = FindFiles().Where(file => limits.ContainsKey(Extension(file))).ToList();
        files.Select(Extension).Distinct().Should().BeEquivalentTo(limits.Keys, "a limit that holds for no file holds nothing");
        string.Join('\n', files.SelectMany(file => FindLong(file, File.ReadAllText(file), limits[Extension(file)]))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("a.cs", "1234567890\n12345678901\n", "a.cs:2 has 11 columns, and 10 are the limit")]
    [InlineData("a.cs", "var a = \"a text of more than sixty characters is left as it is, whatever it says\";\n")]
    [InlineData("a.cs", "var a = \"a\" + AMethodThatHasALongNameBetweenTwoShortTexts(ofCourse, withParameters) + \"b\";\n", "a.cs:1 has 90 columns, and 10 are the limit")]
    [InlineData("a.cs", "var a = \"\"\"\n    raw text\n    \"\"\";\nvar b = 12345;\n", "a.cs:4 has 14 columns, and 10 are the limit")]
    [InlineData("a.md", "1234 678901\n| a table's row |\n```text\na failure, word for word\n```\nbehind the text\n",
        "a.md:1 has 11 columns, and 10 are the limit", "a.md:6 has 15 columns, and 10 are the limit")]
    [InlineData("a.md", "- `code that nobody can break`\n[text](https://a.link)\n")]
    public void Names_file_and_line(string file, string text, params string[] expected) =>
        FindLong(Path.Combine(Root, file), text, 10).Should().Equal(expected);

    /// <summary>The limits by the ending of files' names: sections of the kind [*.{a,b}] that have one.</summary>
    private static Dictionary<string, int> ReadLimits(IEnumerable<string> lines)
    {
        var limits = new Dictionary<string, int>();
        string[] endings = [];
        foreach (var line in lines)
        {
            if (line.StartsWith('[')) endings = Section().Match(line).Groups["endings"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries);
            if (Limit().Match(line) is { Success: true } limit) foreach (var ending in endings) limits[ending] = int.Parse(limit.Groups["columns"].ValueSpan);
        }

        return limits;
    }

    /// <summary>
    /// In pages, snippets and failure texts stand word for word, and rows of tables and single words cannot be broken. In code, a long text cannot.
    /// </summary>
    private static IEnumerable<string> FindLong(string file, string text, int limit)
    {
        var (fenced, markdown, code) = (false, Extension(file) == "md", Extension(file) == "cs");
        foreach (var (line, number) in text.ReplaceLineEndings("\n").Split('\n').Select((line, index) => (line, index + 1)))
        {
            var fence = markdown ? line.TrimStart().StartsWith("```", StringComparison.Ordinal) : code && line.Contains(RawText, StringComparison.Ordinal);
            if (fence && (markdown || line.Split(RawText).Length % 2 == 0)) fenced = !fenced;
            var breakable = markdown ? line.Length > 0 && line[0] != '|' && Breakable().IsMatch(line) : !code || Literal().Matches(line).All(it => it.Length <= 60);
            if (line.Length > limit && !fence && !fenced && breakable)
                yield return $"{Path.GetRelativePath(Root, file)}:{number} has {line.Length} columns, and {limit} are the limit";
        }
    }

    private static IEnumerable<string> FindFiles() => new[] { "src", "tests", "docs", "fixtures", "eng", ".github" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Root))
        .Where(file => !Made().IsMatch(Path.GetRelativePath(Root, file)));

    private static string Extension(string file) => Path.GetExtension(file).TrimStart('.');

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "InfraSpecs.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^\[\*\.\{?(?<endings>[\w,]+)\}?\]$")]
    private static partial Regex Section();

    [GeneratedRegex(@"^max_line_length\s*=\s*(?<columns>\d+)$")]
    private static partial Regex Limit();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex Literal();

    /// <summary>Two words, outside of code and links.</summary>
    [GeneratedRegex(@"^(?>\s*(?:(?:[-*]|\d+\.)\s+)?)(?!`[^`]*`\W*$|\[[^\]]*\]\([^)]*\)\W*$)\S+\s+\S")]
    private static partial Regex Breakable();

    [GeneratedRegex(@"(^|[\\/])(bin|obj|artifacts|TestResults)[\\/]")]
    private static partial Regex Made();
}

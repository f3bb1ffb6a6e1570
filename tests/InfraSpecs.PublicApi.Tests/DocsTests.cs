using System.Text.RegularExpressions;

namespace InfraSpecs.PublicApi.Tests;

public sealed partial class DocsTests
{
    private static readonly string Copies = Path.Combine(AppContext.BaseDirectory, "docs");

    [Fact]
    public void Each_snippet_stands_in_a_file_that_is_compiled()
    {
        var compiled = Directory.GetFiles(Copies, "*.cs").Select(file => Flat(File.ReadAllText(file))).ToList();
        var snippets = Directory.GetFiles(Copies, "*.md")
            .SelectMany(file => Snippet().Matches(File.ReadAllText(file)).Select(match => (Page: Path.GetFileName(file), Code: match.Groups["code"].Value)))
            .ToList();
        snippets.Should().NotBeEmpty();
        snippets.Where(snippet => !compiled.Any(file => file.Contains(Flat(snippet.Code), StringComparison.Ordinal)))
            .Should().BeEmpty("a snippet is copied from tests/Docs.Snippets, which the compiler reads");
    }

    [Fact]
    public void Each_link_leads_to_a_page_and_to_a_heading_of_it()
    {
        var pages = Directory.GetFiles(Copies, "*.md").ToDictionary(it => Path.GetFileName(it), it => Fence().Replace(File.ReadAllText(it), ""));
        var links = pages.SelectMany(page => Link().Matches(page.Value).Select(it => (On: page.Key, To: Target(page.Key, it), Heading: it.Groups["heading"].Value))).ToList();
        links.Should().HaveCountGreaterThan(50);
        links.Where(it => !(pages.TryGetValue(it.To, out var page) && (it.Heading.Length == 0 || AnchorsOf(page).Contains(it.Heading)))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("## Did the data survive?", "did-the-data-survive")]
    [InlineData("# `infraspecs up swarm`, and more", "infraspecs-up-swarm-and-more")]
    [InlineData("### [A link](page.md) in it", "a-link-in-it")]
    public void A_heading_is_led_to_as_readers_of_Markdown_do(string heading, string anchor) => AnchorsOf(heading).Should().Equal(anchor);

    private static string Target(string page, Match link) => link.Groups["page"].Value is { Length: > 0 } other ? Path.GetFileName(other) : page;

    private static IEnumerable<string> AnchorsOf(string page) => Heading().Matches(page)
        .Select(it => Mark().Replace(Label().Replace(it.Groups["text"].Value, "${label}"), "").Trim().ToLowerInvariant().Replace(' ', '-'));

    [Theory]
    [InlineData(".github/workflows/specs.yml")]
    [InlineData(".gitlab-ci.yml")]
    public void The_templates_have_the_CI_files_of_the_docs(string file)
    {
        var page = File.ReadAllText(Path.Combine(Copies, "start.md"));
        page.Should().Contain($"`{file}`").And.Contain($"```yaml\n{File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "templates", Path.GetFileName(file)))}```");
    }

    private static string Flat(string code) => string.Join('\n', code.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\]\((?<page>(?:[^):#\s]+\.md)?)(?:#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<label>[^\]]*)\]\([^)]*\)")]
    private static partial Regex Label();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Mark();
}

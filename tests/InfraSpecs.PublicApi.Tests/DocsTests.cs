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
    public void Each_link_to_a_page_leads_to_one()
    {
        var root = File.ReadAllText(Path.Combine(Copies, "README.md"));
        var pages = Link().Matches(root).Select(match => match.Groups["page"].Value).ToList();
        pages.Should().NotBeEmpty();
        pages.Should().OnlyContain(page => File.Exists(Path.Combine(Copies, Path.GetFileName(page))));
    }

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

    [GeneratedRegex(@"\]\((?<page>[^):]+\.md)\)")]
    private static partial Regex Link();
}

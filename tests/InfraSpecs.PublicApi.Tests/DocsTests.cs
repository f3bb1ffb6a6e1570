using System.Text.RegularExpressions;

namespace InfraSpecs.PublicApi.Tests;

public sealed partial class DocsTests
{
    private static readonly (string Name, HashSet<string> Types)[] Namespaces =
    [
        .. new[] { typeof(Engine), typeof(Cron.CronContainer), typeof(MySql.MySqlServer), typeof(Registry.RegistryServer), typeof(Swarm.SwarmCluster), typeof(Images.ImageUnderTest) }
            .SelectMany(it => it.Assembly.GetExportedTypes()).Where(it => !it.IsNested)
            .GroupBy(it => it.Namespace!).Where(it => it.Key != "InfraSpecs")
            .Select(it => (it.Key, it.Select(type => type.Name).ToHashSet())),
    ];

    private static readonly string Copies = Path.Combine(AppContext.BaseDirectory, "docs");

    /// <summary>Pages that are drawn from something, and those that lead to the others.</summary>
    private static readonly string[] OtherPages =
    [
        "architecture.md", "benchmarks.md", "errors.md", "faults.md", "extending.md", "from-testcontainers.md", "releasing.md", "start.md", "tool.md",
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md",
    ];

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
    public void Each_page_names_the_namespaces_that_its_snippets_need()
    {
        var pages = Directory.GetFiles(Copies, "*.md").Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file))).ToList();
        pages.SelectMany(page => Unnamed(page.Text).Select(it => $"{page.Name}: {it}")).Should().BeEmpty("a reader copies a snippet, and it compiles");
    }

    [Theory]
    [InlineData("```csharp\nawait SwarmCluster.StartAsync(engine);\n```\n", "InfraSpecs.Swarm")]
    [InlineData("```csharp\nusing InfraSpecs.Swarm;\nawait SwarmCluster.StartAsync(engine);\n```\n")]
    [InlineData("`Wait` is in `InfraSpecs.Extensibility`.\n```csharp\nawait Wait.UntilAsync(token);\n```\n")]
    [InlineData("```csharp\nawait Container.StartAsync(engine);\n```\n")]
    public void A_namespace_that_comes_with_no_package_is_to_be_named(string page, params string[] missing) => Unnamed(page).Should().Equal(missing);

    [Fact]
    public void Each_page_of_a_capability_begins_with_a_spec_and_what_it_says_when_it_is_red()
    {
        var pages = Directory.GetFiles(Copies, "*.md").Where(file => !OtherPages.Contains(Path.GetFileName(file))).ToList();
        pages.Should().HaveCountGreaterThan(15);
        pages.Where(file => !Opening().IsMatch(File.ReadAllText(file))).Should().BeEmpty("who looks something up begins with what works, and with what it looks like when it does not");
    }

    [Theory]
    [InlineData("# A\n\nA sentence\nof two lines.\n\n```csharp\n[Fact]\n```\n\nIf it is red:\n\n```text\nWhy.\n```\n", true)]
    [InlineData("# A\n\n```csharp\n[Fact]\n```\n\nIf it is red:\n\n```text\nWhy.\n```\n", false)]
    [InlineData("# A\n\nA sentence.\n\n```csharp\nvar a = 1;\n```\n\nIf it is red:\n\n```text\nWhy.\n```\n\n```csharp\n[Fact]\n```\n", false)]
    [InlineData("# A\n\nA sentence.\n\n```csharp\n[Fact]\n```\n\nIt is green.\n\n## More\n\n```text\nWhy.\n```\n", false)]
    public void An_opening_is_a_sentence_a_spec_and_a_failure(string page, bool isOne) => Opening().IsMatch(page).Should().Be(isOne);

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

    /// <summary>Namespaces of types in the page's snippets that the package does not bring and the page does not name.</summary>
    private static IEnumerable<string> Unnamed(string page)
    {
        var words = Snippet().Matches(page).SelectMany(it => Word().Matches(it.Groups["code"].Value)).Select(it => it.Value).ToHashSet();
        return Namespaces.Where(it => it.Types.Overlaps(words) && !page.Contains(it.Name, StringComparison.Ordinal)).Select(it => it.Name);
    }

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

    [GeneratedRegex(@"\A# [^\n]+\n\n(?:[^\n#`|][^\n]*\n)+\n```csharp\n(?:(?!```).)*\[Fact\](?:(?!```).)*```\n\n(?:[^\n#`|][^\n]*\n)+\n```text\n", RegexOptions.Singleline)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();

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

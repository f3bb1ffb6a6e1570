using System.Text.RegularExpressions;

namespace InfraSpecs.Visualizer.Tests.Web;

public sealed partial class PageTests
{
    [Fact]
    public void The_page_loads_its_own_files_and_nothing_else() =>
        Address().Matches(Answers.Read("page/index.html")).Select(it => it.Groups["to"].Value).Should().Equal("/icon.svg", "/page.css", "/page.js", "/view");

    [Fact]
    public void What_comes_from_the_cluster_becomes_text_never_markup() =>
        Answers.Read("page/page.js").Should().NotContainAny("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "DOMParser");

    [GeneratedRegex("""(?:src|href)="(?<to>[^"]*)""")]
    private static partial Regex Address();
}

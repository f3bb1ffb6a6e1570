using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using InfraSpecs.Architecture.Tests.Reading;
using Microsoft.CodeAnalysis;

namespace InfraSpecs.Architecture.Tests;

/// <summary>docs/errors.md, as the docstrings of exceptions and their reasons are now.</summary>
internal static partial class ErrorsPage
{
    private const string Reason = "Reason";

    public static string Draw()
    {
        var page = new StringBuilder();
        page.Append("""
            # Errors

            This page is drawn from the docstrings of exceptions and their reasons by `tests/InfraSpecs.Architecture.Tests`.
            After a change that is meant, `eng/approve.sh` draws it again.

            Each error says what was expected, what was seen, and what to do. Which one it is, code learns from its type, and
            from `Reason` where a room has several: `catch (CronException e) when (e.Reason == CronReason.ZoneMissing)`.

            """);
        foreach (var project in House.Plans.Select(plan => Sources.Project(plan.Name)).Where(it => Exceptions(it).Count > 0))
        {
            page.Append($"\n## {project.Name}\n");
            foreach (var exception in Exceptions(project)) Section(page, exception);
        }

        return page.ToString();
    }

    /// <summary>The reasons of all exceptions that have them.</summary>
    public static IEnumerable<IFieldSymbol> Reasons() => House.Plans.SelectMany(plan => Exceptions(Sources.Project(plan.Name))).SelectMany(ReasonsOf);

    /// <summary>What a symbol's summary says, as Markdown: names of code in backquotes.</summary>
    public static string Summary(ISymbol symbol) => symbol.GetDocumentationCommentXml() is { Length: > 0 } xml
        ? Spaces().Replace(string.Concat(XElement.Parse(xml).Element("summary")?.Nodes().Select(Text) ?? []), " ").Trim()
        : "";

    private static IReadOnlyList<INamedTypeSymbol> Exceptions(SourceProject project) => [.. Surface.Of(project).Exceptions.Where(it => !it.IsAbstract)];

    private static void Section(StringBuilder page, INamedTypeSymbol exception)
    {
        page.Append($"\n### {exception.Name}\n\n{Wrapped(Summary(exception))}\n");
        var reasons = ReasonsOf(exception).ToList();
        if (reasons.Count == 0) return;
        page.Append($"\n| {reasons[0].ContainingType.Name} | what it means, and what to do |\n| --- | --- |\n");
        foreach (var reason in reasons) page.Append($"| `{reason.Name}` | {Summary(reason).Replace("|", "\\|", StringComparison.Ordinal)} |\n");
    }

    private static IEnumerable<IFieldSymbol> ReasonsOf(INamedTypeSymbol exception) =>
        exception.GetMembers(Reason).OfType<IPropertySymbol>().Select(it => it.Type).OfType<INamedTypeSymbol>()
            .Where(it => it.TypeKind == TypeKind.Enum).SelectMany(it => it.GetMembers().OfType<IFieldSymbol>());

    private static string Text(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } cref => $"`{LastName(cref.Value)}`",
        XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")?.Value}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => ((XText)node).Value,
    };

    private static string LastName(string cref) => cref.Split(':')[^1].Split('(')[0] is var name && cref.StartsWith("T:", StringComparison.Ordinal)
        ? name.Split('.')[^1]
        : string.Join('.', name.Split('.')[^2..]);

    private static string Wrapped(string text)
    {
        const int Width = 120;
        var lines = new List<string>();
        foreach (var word in text.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= Width) lines[^1] += " " + word;
            else lines.Add(word);
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}

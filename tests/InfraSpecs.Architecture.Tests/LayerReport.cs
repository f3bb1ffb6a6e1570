using System.Text;
using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

/// <summary>What of an assembly is not as its plan says, and what to do; empty if all is.</summary>
internal static class LayerReport
{
    private const int MembersTold = 3;

    public static string Of(Plan plan) => Of(plan, Sources.FoldersOf(plan.Name), Sources.BetweenFoldersOf(plan.Name));

    public static string Of(Plan plan, IReadOnlyList<string> folders, IReadOnlyList<Reference> references)
    {
        var arrows = Arrow.Among(references);
        var up = Arrow.Up(arrows, plan.Order);
        var circle = Arrow.ShortestCircle(arrows);
        var planned = plan.Order.SelectMany(it => it).ToList();
        var text = new StringBuilder();
        foreach (var folder in folders.Except(planned)) text.AppendLine($"The folder {folder} has no place in the plan. Give it one, and a line on what it is for.");
        foreach (var folder in planned.Except(folders)) text.AppendLine($"The plan has a folder {folder} that is not there.");
        if (circle.Count > 0) Circle(text, circle);
        foreach (var arrow in up) Up(text, arrow);
        return text.Length == 0 ? "" : $"{Head(plan, up.Sum(it => Pairs(it).Count()))}\n{text}";
    }

    private static string Head(Plan plan, int up) => $"""
        {plan.Name}: {up} {(up == 1 ? "reference goes" : "references go")} up. A folder uses folders of lower layers only; two of one layer do not use each other.
        From bottom to top: {string.Join(" < ", plan.Order.Select(layer => string.Join(" | ", layer)))}
        Move what is used down, or who uses it up, or hand in what is needed. The plan is tests/InfraSpecs.Architecture.Tests/House.cs.

        """;

    private static void Circle(StringBuilder text, IReadOnlyList<Arrow> circle)
    {
        text.AppendLine($"The shortest circle: {string.Join(" -> ", circle.Select(it => it.From))} -> {circle[0].From}");
        foreach (var arrow in circle) text.AppendLine($"  {Line(Pairs(arrow).First())}{(Pairs(arrow).Count() is > 1 and var all ? $" (one of {all})" : "")}");
        text.AppendLine();
    }

    private static void Up(StringBuilder text, Arrow arrow)
    {
        text.AppendLine($"{arrow.From} -> {arrow.To}");
        foreach (var pair in Pairs(arrow)) text.AppendLine($"  {Line(pair)}");
        text.AppendLine();
    }

    private static IEnumerable<IReadOnlyList<Reference>> Pairs(Arrow arrow) =>
        arrow.Why.GroupBy(it => (it.From, it.To)).OrderBy(it => it.Key.From.File, StringComparer.Ordinal).Select(it => it.ToList());

    private static string Line(IReadOnlyList<Reference> pair)
    {
        var members = pair.Select(it => it.Member).Where(it => it != pair[0].To.Type).Distinct().ToList();
        var told = string.Join(", ", members.Take(MembersTold)) + (members.Count > MembersTold ? ", …" : "");
        return $"{pair[0].From.File}:{pair[0].Line} {pair[0].From.Type} uses {pair[0].To.Type}{(told.Length > 0 ? $" ({told})" : "")} of {pair[0].To.File}";
    }
}

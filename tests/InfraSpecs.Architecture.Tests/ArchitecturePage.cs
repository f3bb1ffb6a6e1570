using System.Text;
using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

/// <summary>docs/architecture.md, as the sources are now.</summary>
internal static class ArchitecturePage
{
    public static string Draw()
    {
        var page = new StringBuilder();
        page.Append("""
            # Architecture

            This page is drawn from the sources by `tests/InfraSpecs.Architecture.Tests`, which also holds what it says.
            After a change that is meant, `eng/approve.sh` draws it again.
            What each folder is for stands in `House.cs` of that project.

            ## Assemblies

            An arrow means "uses". Arrows that follow from others are left out.


            """);
        Picture(page, Arrow.Plain(AssemblyRules.Arrows()), House.Assemblies.SelectMany(it => it));
        page.Append("\n| assembly | what it is | public types | exceptions |\n| --- | --- | ---: | ---: |\n");
        var surfaces = House.Plans.Select(plan => (Plan: plan, Surface: Surface.Of(Sources.Project(plan.Name)))).ToList();
        foreach (var (plan, surface) in surfaces) page.Append($"| {plan.Name} | {plan.Purpose} | {surface.Types.Count} | {surface.Exceptions.Count()} |\n");
        page.Append($"| all | | {surfaces.Sum(it => it.Surface.Types.Count)} | {surfaces.Sum(it => it.Surface.Exceptions.Count())} |\n");
        foreach (var plan in House.Plans) Assembly(page, plan);
        page.Append("""

            ## Walks

            The files that one crosses who follows a public method into each method that it awaits, in the order of the code.
            What runs only after a failure is left out. A return is a call into a file that was left before.

            """);
        var calls = new CallGraph(Sources.Projects);
        foreach (var walkway in House.Walks) Way(page, walkway, calls);
        return page.ToString();
    }

    private static void Assembly(StringBuilder page, Plan plan)
    {
        var folders = Sources.FoldersOf(plan.Name);
        page.Append($"\n## {plan.Name}\n\n{plan.Purpose}");
        page.Append(plan.IsLayered ? "\n" : " **Not layered yet.**\n");
        if (plan.IsLayered && folders.Count > 1)
        {
            page.Append('\n');
            Picture(page, Arrow.Plain(Arrow.Among(Sources.BetweenFoldersOf(plan.Name))), folders);
        }

        page.Append("\n| folder | what it is for |\n| --- | --- |\n");
        foreach (var folder in plan.Order.Reverse().SelectMany(it => it).Where(folders.Contains)) page.Append($"| {folder} | {plan.PurposeOf(folder)} |\n");
    }

    private static void Picture(StringBuilder page, IReadOnlyList<Arrow> arrows, IEnumerable<string> all)
    {
        page.Append("```mermaid\nflowchart TD\n");
        foreach (var name in all) page.Append($"    {Id(name)}[\"{name}\"]\n");
        foreach (var arrow in arrows) page.Append($"    {Id(arrow.From)} --> {Id(arrow.To)}\n");
        page.Append("```\n");
    }

    // "end" and the like are words of Mermaid's.
    private static string Id(string name) => "_" + name.Replace(".", "").Trim('(', ')');

    private static void Way(StringBuilder page, Walkway walkway, CallGraph calls)
    {
        var walk = Walk.Follow(calls, calls.Find(walkway.Project, walkway.Type, walkway.Method)!);
        page.Append($"\n### {walkway.Title}\n\n`{walkway.Type}.{walkway.Method}`: {walk.Steps.Count} files, {walk.Returns} returns.\n\n");
        foreach (var (project, file, method) in walk.Steps) page.Append($"1. `{method}` in {project}/{file}\n");
    }
}

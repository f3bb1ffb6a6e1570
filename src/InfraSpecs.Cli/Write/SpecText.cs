using System.Text;

namespace InfraSpecs.Cli.Write;

/// <summary>Writes specs as a file of C#.</summary>
internal static class SpecText
{
    private const string Indent = "    ";

    /// <param name="file">What is to be written.</param>
    /// <param name="inNamespace">The namespace; null for none.</param>
    public static string Write(SpecFile file, string? inNamespace = null)
    {
        var text = new StringBuilder();
        foreach (var name in file.Usings.Order(StringComparer.Ordinal)) text.Append($"using {name};\n");
        if (file.Usings.Count > 0) text.Append('\n');
        if (file.NeedsEngine) text.Append("[assembly: AssemblyFixture(typeof(EngineFixture))]\n\n");
        if (inNamespace is not null) text.Append($"namespace {inNamespace};\n\n");
        return text.AppendJoin("\n", file.Classes.Select(Write)).ToString();
    }

    private static string Write(SpecClass it)
    {
        var text = new StringBuilder();
        if (it.Attribute is not null) text.Append($"{it.Attribute}\n");
        text.Append($"public sealed class {it.Declaration}");
        if (it.Members.Count == 0 && it.Claims.Count == 0) return text.Append(";\n").ToString();
        text.Append("\n{\n");
        foreach (var member in it.Members) text.Append(member.Length == 0 ? "\n" : $"{Indent}{member}\n");
        if (it.Members.Count > 0 && it.Claims.Count > 0) text.Append('\n');
        var names = new HashSet<string>(StringComparer.Ordinal);
        return text.AppendJoin("\n", it.Claims.Select(claim => Write(claim, Free(CSharp.Method(claim.Sentence), names)))).Append("}\n").ToString();
    }

    private static string Write(Claim claim, string name)
    {
        var isAsync = claim.Body.Any(Awaits);
        var head = $"{Indent}[Fact]\n{Indent}public {(isAsync ? "async Task" : "void")} {name}()";
        return claim.Body is [var only] && !isAsync ? $"{head} => {only};\n"
            : $"{head}\n{Indent}{{\n{string.Concat(claim.Body.Select(line => $"{Indent}{Indent}{line};\n"))}{Indent}}}\n";
    }

    // What is awaited stands first, or is given a name; further on the word may be a part of a text.
    private static bool Awaits(string line) =>
        line.StartsWith("await ", StringComparison.Ordinal) || (line.StartsWith("var ", StringComparison.Ordinal) && line.Split(" = ")[1].StartsWith("await ", StringComparison.Ordinal));

    private static string Free(string name, HashSet<string> taken)
    {
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : $"{name}_{number}";
            if (taken.Add(candidate)) return candidate;
        }
    }
}

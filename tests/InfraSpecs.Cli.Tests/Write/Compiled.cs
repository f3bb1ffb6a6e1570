using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace InfraSpecs.Cli.Tests.Write;

/// <summary>Whether a text compiles as a file of a project that references the package: with the usings that the package brings, and those of the SDK.</summary>
internal static class Compiled
{
    private static readonly string[] OfSdk = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    /// <returns>What the compiler says, warnings too; empty where it says nothing.</returns>
    public static IReadOnlyList<string> Complaints(string text)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(it => MetadataReference.CreateFromFile(it));
        // As the SDK has it: assemblies of older frameworks name older versions of it.
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);
        var compilation = CSharpCompilation.Create("Written", [CSharpSyntaxTree.ParseText(text), CSharpSyntaxTree.ParseText(Usings())], references, options);
        return [.. compilation.GetDiagnostics().Where(it => it.Severity >= DiagnosticSeverity.Warning).Select(it => it.ToString())];
    }

    /// <summary>The value of a literal, as the compiler reads it.</summary>
    public static object? Value(string literal) => ((Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax)SyntaxFactory.ParseExpression(literal)).Token.Value;

    private static string Usings()
    {
        var brought = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "InfraSpecs.Xunit.props")).Descendants("Using")
            .Select(it => $"global using {(it.Attribute("Static")?.Value == "true" ? "static " : "")}{it.Attribute("Include")!.Value};");
        return string.Concat(OfSdk.Select(it => $"global using {it};").Concat(brought));
    }
}

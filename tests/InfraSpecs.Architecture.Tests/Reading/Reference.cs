using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace InfraSpecs.Architecture.Tests.Reading;

/// <summary>A type of one file that names a type of another, or a member of it.</summary>
internal sealed record Reference(Place From, Place To, string Member, int Line)
{
    /// <summary>All references of a project's sources. What documentation refers to does not count: it needs no compiler.</summary>
    public static IReadOnlyList<Reference> ReadAll(SourceProject project) =>
        [.. project.Code.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).AsParallel().AsOrdered()
            .SelectMany(tree => Read(tree, project.Code.GetSemanticModel(tree)))];

    private static IEnumerable<Reference> Read(SyntaxTree tree, SemanticModel model)
    {
        var here = Place.At(tree.FilePath, Path.GetFileNameWithoutExtension(tree.FilePath));
        foreach (var node in tree.GetRoot().DescendantNodes().Where(it => it is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
        {
            if (Named(model.GetSymbolInfo(node)) is not { } symbol || Place.Of(symbol) is not { } to || to with { Type = here.Type } == here) continue;
            var around = node.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().LastOrDefault()?.Identifier.Text ?? here.Type;
            yield return new Reference(here with { Type = around }, to, symbol.Name, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        }
    }

    private static ISymbol? Named(SymbolInfo info) => (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) switch
    {
        IMethodSymbol { ReducedFrom: { } extension } => extension,
        var symbol => symbol,
    };
}

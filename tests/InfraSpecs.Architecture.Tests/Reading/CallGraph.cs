using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace InfraSpecs.Architecture.Tests.Reading;

/// <summary>
/// Who calls whom in src, in the order of the text. Only what is awaited counts: the calls that wait for an engine, a file or a program. What runs only when
/// something fails (a <c>catch</c>, what is thrown) is left out.
/// </summary>
internal sealed class CallGraph(IReadOnlyList<SourceProject> projects)
{
    private readonly Dictionary<SyntaxTree, CSharpCompilation> _code = projects
        .SelectMany(it => it.Code.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).Select(tree => (Tree: tree, it.Code)))
        .ToDictionary(it => it.Tree, it => it.Code);

    /// <summary>The public method that a walk begins with: the one of most parameters, where there are several of its name.</summary>
    public IMethodSymbol? Find(string project, string type, string method) => projects.Single(it => it.Name == project).Code
        .GetSymbolsWithName(type, SymbolFilter.Type).OfType<INamedTypeSymbol>()
        .SelectMany(it => it.GetMembers(method).OfType<IMethodSymbol>()).Where(it => it.DeclaredAccessibility == Accessibility.Public)
        .MaxBy(it => it.Parameters.Length);

    public IEnumerable<IMethodSymbol> CalledBy(IMethodSymbol method) => method.DeclaringSyntaxReferences
        .Where(it => _code.ContainsKey(it.SyntaxTree))
        .SelectMany(it => Called(it.GetSyntax(), _code[it.SyntaxTree].GetSemanticModel(it.SyntaxTree)));

    private static IEnumerable<IMethodSymbol> Called(SyntaxNode body, SemanticModel model) => body
        .DescendantNodes(it => it is not (CatchClauseSyntax or ThrowStatementSyntax or ThrowExpressionSyntax))
        .OfType<SimpleNameSyntax>()
        .OrderBy(it => (it.FirstAncestorOrSelf<InvocationExpressionSyntax>() ?? (SyntaxNode)it).Span.End) // the arguments of a call before the call, as they run
        .Select(it => model.GetSymbolInfo(it).Symbol).OfType<IMethodSymbol>()
        .Where(it => it.MethodKind != MethodKind.LocalFunction && it.ReturnType.Name is "Task" or "ValueTask")
        .Select(it => (it.ReducedFrom ?? it).OriginalDefinition);
}

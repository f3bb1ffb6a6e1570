using InfraSpecs.Architecture.Tests.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace InfraSpecs.Architecture.Tests;

/// <summary>What of an assembly a user can name.</summary>
internal sealed record Surface(string Assembly, IReadOnlyList<INamedTypeSymbol> Types)
{
    private const int WidestPositional = 4;

    public IEnumerable<INamedTypeSymbol> Exceptions => Types.Where(IsException);

    /// <summary>Records whose constructor takes so many values that one more breaks a caller.</summary>
    public IEnumerable<(INamedTypeSymbol Type, int Members)> WideRecords => Types
        .Select(it => (Type: it, Members: Declarations(it).Max(record => record.ParameterList?.Parameters.Count) ?? 0))
        .Where(it => it.Members > WidestPositional);

    public static Surface Of(SourceProject project) => new(
        project.Name, [.. All(project.Code.Assembly.GlobalNamespace).Where(IsVisible).OrderBy(it => it.ToDisplayString(), StringComparer.Ordinal)]);

    /// <summary>What is to become less, by assembly: exceptions of one room, and records that are hard to add to.</summary>
    public static string WorkList() => string.Join('\n', Sources.Projects.Select(Of).Where(it => it.Types.Count > 0).Select(it =>
        $"{it.Assembly}: {it.Types.Count} public types, {it.Exceptions.Count()} exceptions\n" +
        string.Concat(it.WideRecords.Select(wide => $"  {Place.Of(wide.Type)!.File} {wide.Type.Name}: a positional record of {wide.Members} members\n")) +
        string.Concat(it.Exceptions.GroupBy(type => Place.Of(type)!.Folder).Where(room => room.Count() > 1)
            .Select(room => $"  {room.Key}: {room.Count()} exceptions: {string.Join(", ", room.Select(type => type.Name))}\n"))));

    private static IEnumerable<INamedTypeSymbol> All(INamespaceOrTypeSymbol around) =>
        around.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(it => it is INamedTypeSymbol type ? All(type).Prepend(type) : All(it));

    private static IEnumerable<RecordDeclarationSyntax> Declarations(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(it => it.GetSyntax()).OfType<RecordDeclarationSyntax>();

    private static bool IsVisible(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && !type.IsExtension && (type.ContainingType is null || IsVisible(type.ContainingType));

    private static bool IsException(INamedTypeSymbol type) => type.BaseType is { } parent && (parent.Name == nameof(Exception) || IsException(parent));
}

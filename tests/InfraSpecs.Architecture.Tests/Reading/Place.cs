using Microsoft.CodeAnalysis;

namespace InfraSpecs.Architecture.Tests.Reading;

/// <summary>Where a type is written: its project, its folder (the first below the project; <see cref="Front"/> for files beside the project file) and its file.</summary>
internal sealed record Place(string Project, string Folder, string File, string Type)
{
    /// <summary>The files beside the project file: what meets a user first.</summary>
    public const string Front = "(front)";

    /// <summary>Null for what is written outside of src. A nested type is where the type around it is, and one of several files is in the one of its name.</summary>
    public static Place? Of(ISymbol? symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } around) type = around;
        var file = type?.OriginalDefinition.DeclaringSyntaxReferences.Select(it => it.SyntaxTree.FilePath).OrderByDescending(it => Path.GetFileNameWithoutExtension(it) == type.Name).FirstOrDefault();
        return string.IsNullOrEmpty(file) ? null : At(file, type!.Name);
    }

    public static Place At(string file, string type)
    {
        var parts = Path.GetRelativePath(Path.Combine(Checkout.Root, "src"), file).Split(Path.DirectorySeparatorChar);
        return new Place(parts[0], parts.Length == 2 ? Front : parts[1], string.Join('/', parts[1..]), type);
    }
}

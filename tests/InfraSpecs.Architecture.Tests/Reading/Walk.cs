using Microsoft.CodeAnalysis;

namespace InfraSpecs.Architecture.Tests.Reading;

/// <summary>The files that a reader crosses who follows a method into each method that it calls, depth first.</summary>
/// <param name="Steps">Each file with the method by which it is first entered, in that order.</param>
/// <param name="Returns">How often a call leads from one file into another that was left before.</param>
internal sealed record Walk(IReadOnlyList<(string Project, string File, string Method)> Steps, int Returns)
{
    private static readonly EqualityComparer<SyntaxReference> SameText = EqualityComparer<SyntaxReference>.Create(
        (one, other) => (one?.SyntaxTree, one?.Span) == (other?.SyntaxTree, other?.Span), it => it.Span.GetHashCode());

    public static Walk Follow(CallGraph calls, IMethodSymbol first)
    {
        List<(string Project, string File, string Method)> steps = [];
        // By its text: to another assembly, a method may be another symbol.
        HashSet<SyntaxReference> seen = new(SameText);
        var returns = 0;
        Enter(first, null);
        return new Walk(steps, returns);

        void Enter(IMethodSymbol method, string? from)
        {
            if (method.DeclaringSyntaxReferences is not [var text, ..] || !seen.Add(text) || Place.Of(method) is not { } place) return;
            var file = $"{place.Project}/{place.File}";
            if (steps.Exists(it => $"{it.Project}/{it.File}" == file))
            {
                if (file != from) returns++;
            }
            else
            {
                steps.Add((place.Project, place.File, $"{place.Type}.{method.Name}"));
            }

            foreach (var called in calls.CalledBy(method)) Enter(called, file);
        }
    }
}

namespace InfraSpecs.Images.Structure.Checks;

/// <summary>What each test of a file must have.</summary>
internal static class CheckNames
{
    public static IEnumerable<string> Faults(StructureCheck check, string name, string path)
    {
        if (name.Length == 0) yield return "the test has no name";
        if (path.Length == 0) yield return $"the {(check.Kind is StructureTestKind.Command ? "test has no command" : "test has no path")}";
    }
}

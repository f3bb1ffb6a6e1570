using System.Reflection;

namespace InfraSpecs.Internal;

/// <summary>The files that the assembly InfraSpecs.Fixtures carries. It has no type by which it could be referenced.</summary>
internal static class EmbeddedFile
{
    public static IReadOnlyList<string> Names => Carrier.GetManifestResourceNames();

    private static Assembly Carrier => Assembly.Load("InfraSpecs.Fixtures");

    public static bool Exists(string name) => Carrier.GetManifestResourceInfo(name) is not null;

    public static byte[] Read(string name)
    {
        using var stream = Carrier.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}

namespace InfraSpecs.Testing;

/// <summary>Layers with exact bytes, and what a container of them shows, a line for each file.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="IsRefused">Whether the engine refuses to load it; what is shown then is this product's own answer, null if that refuses too.</param>
/// <param name="Shows">One line for each file.</param>
/// <param name="Layers">The lowest first.</param>
public sealed record MergeCase(string Name, bool IsRefused, string[]? Shows, params byte[][] Layers)
{
    public override string ToString() => Name;

    public byte[] ToArchive(string name) => ToImage().ToArchive(name);

    public TestImage ToImage()
    {
        var image = new TestImage().Config("Cmd", new System.Text.Json.Nodes.JsonArray("/none"));
        foreach (var layer in Layers) image.Layer(layer);
        return image;
    }
}

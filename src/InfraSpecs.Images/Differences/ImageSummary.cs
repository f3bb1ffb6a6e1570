using System.Globalization;
using System.Text;
using InfraSpecs.Images.Differences;

namespace InfraSpecs.Images;

/// <summary>What is in an image, for people: what a snapshot holds, with digests and layers, which a snapshot leaves out.</summary>
public sealed class ImageSummary
{
    private readonly string _text;

    private ImageSummary(string text) => _text = text;

    /// <summary>Sums up an image.</summary>
    /// <param name="image">The image.</param>
    public static ImageSummary Read(ImageUnderTest image)
    {
        var text = new StringBuilder($"{image.Name} of {image.Source}\nid      {image.Id}\ndigest  {image.Digest ?? "none"}\n").Append(ImageSnapshot.Take(image));
        text.Append(CultureInfo.InvariantCulture, $"[layers {image.Layers.Count}]\n");
        foreach (var layer in image.Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{layer.Number,2} {layer.Size,13:N0} bytes {layer.Entries,7:N0} entries  {LayerCommand.Short(layer) ?? "command not known"}\n");
        }

        return new ImageSummary(text.ToString());
    }

    /// <summary>The text, with ends of lines LF.</summary>
    public override string ToString() => _text;
}

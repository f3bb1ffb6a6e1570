using System.Globalization;
using System.Text;
using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>What is in an image, for people.</summary>
internal static class ImageSummary
{
    public static string Write(ImageUnderTest image)
    {
        var text = new StringBuilder($"{image.Name} of {image.Source}\nid      {image.Id}\ndigest  {image.Digest ?? "none"}\n").Append(ImageSnapshot.Take(image));
        text.Append(CultureInfo.InvariantCulture, $"[layers {image.Layers.Count}]\n");
        foreach (var layer in image.Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{layer.Number,2} {layer.Size,13:N0} bytes {layer.Entries,7:N0} entries  {LayerCommand.Short(layer) ?? "command not known"}\n");
        }

        return text.ToString();
    }
}

namespace InfraSpecs.Swarm;

/// <summary>Which image was meant by a name that no registry has.</summary>
internal static class LikeImages
{
    /// <param name="image">"registry:5000/example/busibox:latest".</param>
    /// <param name="there">Names of images, with registries and tags or without.</param>
    /// <returns>The same with the nearest repository, and without a tag; null where none is near.</returns>
    public static string? Nearest(string image, IEnumerable<string> there)
    {
        var asked = ImageName.Split(image);
        var repositories = there.Select(it => ImageName.Split(it).Repository).Where(it => it != asked.Repository).Distinct().ToList();
        return Likeness.Nearest(asked.Repository, repositories) is { } near ? $"{(asked.Registry is { } registry ? registry + "/" : "")}{near}" : null;
    }
}

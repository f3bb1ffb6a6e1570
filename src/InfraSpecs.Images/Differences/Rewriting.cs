namespace InfraSpecs.Images.Differences;

/// <summary>Files that a layer holds again though their content was below it already: <c>chown -R</c> and <c>chmod -R</c> do that.</summary>
internal static class Rewriting
{
    /// <returns>The later version of each.</returns>
    public static IEnumerable<ImageFile> Find(ImageUnderTest image)
    {
        foreach (var versions in image.Files.Hidden.GroupBy(it => it.Path))
        {
            var all = versions.OrderBy(it => it.Layer.Number).ToList();
            if (image.Files.Find(versions.Key) is { Kind: ImageFileKind.File } top && top.Path == versions.Key) all.Add(top);
            for (var next = 1; next < all.Count; next++)
            {
                if (all[next].Digest == all[next - 1].Digest && all[next].Layer != all[next - 1].Layer) yield return all[next];
            }
        }
    }
}

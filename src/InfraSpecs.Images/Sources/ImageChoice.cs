using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Sources;

/// <summary>One of several.</summary>
internal static class ImageChoice
{
    /// <summary>The image that is asked for, for the platform that is asked for.</summary>
    /// <exception cref="ImageTestException">There is none, or it is not clear which.</exception>
    public static SavedManifest Choose(SavedCatalog catalog, SavedBlobs blobs, ImageReadOptions options, string platform)
    {
        var named = catalog.Images.Where(image => options.Reference is not { } reference || image.Is(reference, blobs)).ToList();
        if (named.Count == 0) throw ImageTestException.Unreadable(ImageTestReason.NotFound, "", $"it has no {options.Reference}", "name one that it has.", [Listed(catalog.Images)]);
        if (named.DistinctBy(image => image.Group).Count() > 1)
        {
            throw ImageTestException.Unreadable(ImageTestReason.Ambiguous, "", "it has several images", "say which in ImageReadOptions.Reference.", [Listed(named)]);
        }

        return ForPlatform(named, image => image.Platform, options.Platform, platform, catalog.Absent);
    }

    /// <summary>The one for a platform; where none is asked for, the only one or the one that would run there.</summary>
    public static T ForPlatform<T>(IReadOnlyList<T> images, Func<T, string> platformOf, string? asked, string own, IReadOnlyList<string> absent)
    {
        if (asked is null && images.Count == 1) return images[0];
        var wanted = ImagePlatform.Normal(asked ?? own);
        var found = images.Where(image => platformOf(image) == wanted).Take(1).ToList();
        return found.Count > 0 ? found[0] : throw ImageTestException.Unreadable(
            ImageTestReason.NoSuchPlatform, "", $"it has no image for {wanted}", "ask for a platform that it has, or build it for this one too.",
            [
                $"It has: {string.Join(", ", images.Select(image => platformOf(image) is { Length: > 0 } platform ? platform : "one that does not say for which"))}.",
                .. absent.Count == 0 ? Array.Empty<string>() : [$"Its index names also {string.Join(", ", absent)}, without the image."],
            ]);
    }

    private static string Listed(IReadOnlyList<SavedManifest> images) => $"It has: {string.Join("; ", images.GroupBy(image => image.Group).Select(group => group.First()))}.";
}

using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Sources;

/// <summary>An image on an engine. Most of the time that an engine needs to save one is gone before its first byte, so that it is not asked for layers that are known.</summary>
internal static class EngineImage
{
    public static async Task<ImageParts> ReadAsync(Engine engine, string image, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(image);
        var found = await FindAsync(engine, image, token) ?? await engine.Client.Images.InspectImageAsync(await engine.Images.GetAsync(image, token), token);
        // By its ID: the name may stand for another image in the next moment.
        var files = new ArchiveFiles("the engine", linked => OpenAsync(engine, found.ID, linked), isNear: false);
        var platform = ImagePlatform.Join(found.Os, found.Architecture, found.Variant);
        var parts = Known(files, found.ID, platform) ?? await SaveAsync(files, image, found.ID, platform, token);
        return parts with { Digest = DigestOf(found, image) };
    }

    private static ImageParts? Known(SavedFiles files, string id, string platform) => ImageRecords.TryGet(id, platform) is { } record && ImageParts.Known(ConfigReader.Read(record.Text).DiffIds) is { } layers
        ? new ImageParts(files.Source, record.Text, null, layers, record.Paths, new SavedLayers(files, record.Paths))
        : null;

    private static async Task<ImageParts> SaveAsync(SavedFiles files, string image, string id, string platform, CancellationToken token)
    {
        var parts = await SavedImage.ReadAsync(files, image, new ImageReadOptions(), platform, token);
        ImageRecords.Keep(id, platform, new ImageRecord(BlobDigest.Compute(parts.Text), parts.Text, parts.Paths));
        return parts;
    }

    /// <summary>Also long after the image was read: somebody may have removed it since.</summary>
    private static async Task<Stream> OpenAsync(Engine engine, string id, CancellationToken token)
    {
        try
        {
            return await engine.Client.Images.SaveImageAsync(id, token);
        }
        catch (DockerApiException e)
        {
            var isGone = e.StatusCode is HttpStatusCode.NotFound;
            throw ImageTestException.Unreadable(
                isGone ? ImageTestReason.NotFound : ImageTestReason.NotUnderstood, "", isGone ? "the engine does not have it any more" : $"the engine does not save it: {EngineMessage.Of(e)}",
                isGone ? "get it again, and see to it that nobody removes it meanwhile." : "look at the engine's log.", [$"Its ID was {id}."], e);
        }
    }

    private static async Task<ImageInspectResponse?> FindAsync(Engine engine, string image, CancellationToken token)
    {
        try
        {
            return await engine.Client.Images.InspectImageAsync(image, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.BadRequest)
        {
            throw ImageTestException.Unreadable(ImageTestReason.NotFound, $"'{image}'", $"it is no image's name: {EngineMessage.Of(e)}", "write it as example/app:1.4, as example/app@sha256:…, or as an ID.", inner: e);
        }
    }

    /// <summary>That of the repository that was asked for; an image that was built here and never pushed has none.</summary>
    private static string? DigestOf(ImageInspectResponse found, string image)
    {
        var digests = (found.RepoDigests ?? []).Select(ImageName.Split).ToList();
        return (digests.Find(it => it.FullRepository == ImageName.Split(image).FullRepository) ?? digests.FirstOrDefault())?.Digest;
    }
}

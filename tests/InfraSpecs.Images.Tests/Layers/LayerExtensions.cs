using System.Security.Cryptography;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Tests.Layers;

internal static class LayerExtensions
{
    public static string DiffId(this byte[] tar) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(tar));

    public static Task<LayerIndex> ReadAsync(this LayerStore store, byte[] tar, string? diffId = null) =>
        store.ReadAsync(diffId ?? tar.DiffId(), new MemoryStream(tar), Token);

    /// <summary>Without a store.</summary>
    public static Task<LayerIndex> ReadAsync(this byte[] tar, string? diffId = null) =>
        LayerReader.ReadAsync(diffId ?? tar.DiffId(), new MemoryStream(tar), new KeptContents(new MemoryStream()), Token);

    public static ImageTree Tree(this LayerIndex index) => new([(new ImageLayer
    {
        Number = 0,
        DiffId = index.DiffId,
        Command = null,
        Size = index.Size,
        Entries = index.Count,
    }, index)]);
}

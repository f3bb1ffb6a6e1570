using System.Runtime.InteropServices;

namespace InfraSpecs.Images.Layers;

/// <summary>The content of one regular file.</summary>
/// <param name="Size">With its holes.</param>
/// <param name="Hash">The first 16 bytes of its SHA-256.</param>
/// <param name="Kept">Where it was kept, in units of <see cref="KeptContents.Unit"/>, counted from 1; 0 where it was not.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct LayerFileRow(long Size, LayerHash Hash, uint Kept);

using System.Runtime.InteropServices;

namespace InfraSpecs.Images.Layers;

/// <summary>The first 16 bytes of a SHA-256: enough to tell contents apart, and half of what the whole would take.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct LayerHash(ulong First, ulong Second)
{
    public static LayerHash Read(ReadOnlySpan<byte> sha256) => MemoryMarshal.Read<LayerHash>(sha256);

    public override string ToString()
    {
        var copy = this;
        return Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<LayerHash>(ref copy)));
    }
}

using System.Globalization;
using System.Text;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Tree;

/// <summary>Paths as people read them. They are bytes; those that are no UTF-8 are shown as <c>\xE9</c>.</summary>
internal static class PathText
{
    public static string Read(LayerIndex layer, int node)
    {
        if (node == LayerIndex.Root) return "/";
        var nodes = new Stack<int>();
        for (var at = node; at != LayerIndex.Root; at = layer[at].Parent) nodes.Push(at);
        var text = new StringBuilder();
        foreach (var part in nodes) Append(text.Append('/'), layer.NameOf(part));
        return text.ToString();
    }

    public static string Read(ReadOnlySpan<byte> bytes) => Append(new StringBuilder(), bytes).ToString();

    /// <summary>The bytes that a text stands for; null where it shows none that are no UTF-8.</summary>
    public static byte[]? Bytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var kept = 0;
        for (var i = 0; i < bytes.Length; i++) bytes[kept++] = IsShown(bytes.AsSpan(i), out var shown) ? Skip(shown, ref i) : bytes[i];
        return kept == bytes.Length ? null : bytes[..kept];
    }

    private static StringBuilder Append(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            var isText = Rune.DecodeFromUtf8(bytes, out var rune, out var length) is System.Buffers.OperationStatus.Done;
            if (isText) text.Append(pair[..rune.EncodeToUtf16(pair)]);
            else foreach (var one in bytes[..length]) text.Append(CultureInfo.InvariantCulture, $"\\x{one:X2}");
            bytes = bytes[length..];
        }

        return text;
    }

    // Only bytes from 0x80 on are no UTF-8 by themselves: "\x2d" is a name that systemd writes so.
    private static bool IsShown(ReadOnlySpan<byte> text, out byte shown)
    {
        shown = 0;
        return text.Length >= 4 && text[0] == '\\' && text[1] == 'x' && text[2] is >= (byte)'8' and <= (byte)'9' or >= (byte)'A' and <= (byte)'F'
            && byte.TryParse(text.Slice(2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out shown);
    }

    private static byte Skip(byte shown, ref int at)
    {
        at += 3;
        return shown;
    }
}

using System.Buffers;
using System.Text;

namespace InfraSpecs.Testing;

/// <summary>An archive with exactly the bytes that are asked for, also those that no writer would write: <c>new RawTar().File("./a\xE9", "content")</c>. A character is a byte.</summary>
public sealed class RawTar
{
    private const int RecordSize = 512;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public RawTar File(string name, string content = "", int mode = 0b110_100_100, int user = 0, int group = 0) => Entry('0', name, Latin1(content), mode, user, group);

    public RawTar Directory(string name, int mode = 0b111_101_101, int user = 0, int group = 0) => Entry('5', name, [], mode, user, group);

    public RawTar Link(string name, string target) => Entry('2', name, [], 0b111_111_111, link: target);

    public RawTar HardLink(string name, string target, int mode = 0b110_100_100, int user = 0) => Entry('1', name, [], mode, user, link: target);

    public RawTar Device(char kind, string name, int major, int minor) => Entry(kind, name, [], 0b110_110_110, change: header =>
    {
        Octal(header, 329, 8, major);
        Octal(header, 337, 8, minor);
    });

    public RawTar Fifo(string name) => Entry('6', name, []);

    /// <summary>Records of a PAX header for the next entry.</summary>
    public RawTar Pax(params (string Name, string Value)[] records) => Entry('x', "pax", [.. records.SelectMany(it => Record(it.Name, Latin1(it.Value)))]);

    public RawTar Global(string name, string value) => Entry('g', "pax", Record(name, Latin1(value)));

    public RawTar Entry(char kind, string name, byte[] content, int mode = 0b110_100_100, int user = 0, int group = 0, string link = "", Action<byte[]>? change = null)
    {
        var header = new byte[RecordSize];
        Text(header, 0, name);
        Octal(header, 100, 8, mode);
        Octal(header, 108, 8, user);
        Octal(header, 116, 8, group);
        Octal(header, 124, 12, content.Length);
        Octal(header, 136, 12, 1_700_000_000);
        header[156] = (byte)kind;
        Text(header, 157, link);
        Text(header, 257, "ustar\00000");
        change?.Invoke(header);
        Seal(header);
        return Bytes(header).Bytes(content).Bytes(new byte[-content.Length & (RecordSize - 1)]);
    }

    public RawTar Bytes(byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>As it is, without the end mark.</summary>
    public byte[] ToOpenArray() => _bytes.WrittenSpan.ToArray();

    public byte[] ToArray() => [.. _bytes.WrittenSpan, .. new byte[2 * RecordSize]];

    public static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    public static void Text(byte[] header, int at, string text) => Latin1(text).CopyTo(header, at);

    public static void Octal(byte[] header, int at, int length, long value) => Text(header, at, Convert.ToString(value, 8).PadLeft(length - 1, '0'));

    private static void Seal(byte[] header)
    {
        Text(header, 148, "        ");
        Octal(header, 148, 7, header.Sum(it => it));
        header[154] = 0;
    }

    // The length counts itself.
    private static byte[] Record(string name, byte[] value)
    {
        var rest = Encoding.UTF8.GetByteCount(name) + value.Length + 3;
        var length = rest + $"{rest}".Length;
        if ($"{length}".Length > $"{rest}".Length) length = rest + $"{length}".Length;
        return [.. Encoding.UTF8.GetBytes($"{length} {name}="), .. value, (byte)'\n'];
    }
}

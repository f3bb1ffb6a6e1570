namespace InfraSpecs.Testing;

/// <summary>
/// How layers are merged. Each was loaded into an engine (overlay2) and read back: what it shows is the rule, also where the OCI text says something else. The same list is asked of
/// the engine again by its own specs.
/// </summary>
public static class MergeCases
{
    private static readonly string Long = string.Join('/', Enumerable.Repeat(new string('n', 63), 5));

    private static readonly string Capability = "\x01\0\0\x02\0\x20\0\0" + new string('\0', 12);

    public static IReadOnlyList<MergeCase> All { get; } =
    [
        .. Deletions(), .. Opaque(), .. OtherKinds(), .. Links(), .. HardLinks(), .. Names(), .. Folders(), .. Special(),
    ];

    public static TheoryData<string> NamesOf(Func<MergeCase, bool> which) => [.. All.Where(which).Select(it => it.Name)];

    public static MergeCase Named(string name) => All.Single(it => it.Name == name);

    private static IEnumerable<MergeCase> Deletions() =>
    [
        Case("a mark deletes a file", ["f 0644 0:0 /kept = k"], L.File("x", "x").File("kept", "k"), L.File(".wh.x")),
        Case("a mark deletes a folder with all below", [], L.Directory("d").Directory("d/e").File("d/e/f", "f"), L.File(".wh.d")),
        Case("a mark of nothing does nothing", ["f 0644 0:0 /x = x"], L.File("x", "x"), L.File(".wh.y")),
        Case("a mark before its name in one layer gives the new file", ["f 0644 0:0 /x = new"], L.File("x", "old"), L.File(".wh.x").File("x", "new")),
        Refused("a mark after its name in one layer", null, L.File("x", "old"), L.File("x", "new").File(".wh.x")),
        Case("a mark and then a folder of its name shows the old content too", ["d 0755 0:0 /b", "f 0644 0:0 /b/new = n", "f 0644 0:0 /b/old = o"],
            L.Directory("b").File("b/old", "o"), L.File(".wh.b").Directory("b").File("b/new", "n")),
        Refused("a mark and then a file below its name, without a folder", ["d 0755 0:0 /b", "f 0644 0:0 /b/new = n"], L.Directory("b").File("b/old", "o"), L.File(".wh.b").File("b/new", "n")),
        Case("what is deleted and made again later is there", ["f 0600 0:0 /x = again"], L.File("x", "x"), L.File(".wh.x"), L.File("x", "again", 0b110_000_000)),
        Case("a mark deletes a link, not its target", ["f 0644 0:0 /t = t"], L.File("t", "t").Link("l", "t"), L.File(".wh.l")),
        Case("a mark deletes one name of a hard link", ["f 0644 0:0 /h = t"], L.File("t", "t").HardLink("h", "t"), L.File(".wh.t")),
        Case("an empty layer changes nothing", ["f 0644 0:0 /x = x"], L.File("x", "x"), new RawTar()),
        Case("a character device 0:0 is a mark", ["d 0755 0:0 /d"], L.Directory("d").File("d/x", "x"), L.Directory("d").Device('3', "d/x", 0, 0)),
    ];

    private static IEnumerable<MergeCase> Opaque() =>
    [
        Case("an opaque mark first", ["d 0755 0:0 /d", "f 0644 0:0 /d/new = n"], L.Directory("d").File("d/old", "o"), L.Directory("d").File("d/.wh..wh..opq").File("d/new", "n")),
        Case("an opaque mark last", ["d 0755 0:0 /d", "f 0644 0:0 /d/new = n"], L.Directory("d").File("d/old", "o"), L.Directory("d").File("d/new", "n").File("d/.wh..wh..opq")),
        Case("an opaque mark without its folder's entry", ["d 0755 0:0 /d"], L.Directory("d", 0b111_000_000).File("d/old", "o"), L.File("d/.wh..wh..opq")),
        Case("an opaque mark before its folder's entry", ["d 0750 0:0 /d"], L.Directory("d").File("d/old", "o"), L.File("d/.wh..wh..opq").Directory("d", 0b111_101_000)),
        Case("an opaque folder in the middle", ["d 0755 0:0 /d", "f 0644 0:0 /d/high = h", "f 0644 0:0 /d/middle = m"],
            L.Directory("d").File("d/low", "l"), L.Directory("d").File("d/.wh..wh..opq").File("d/middle", "m"), L.Directory("d").File("d/high", "h")),
        Case("an opaque root", ["f 0644 0:0 /new = n", "f 0644 0:0 /old = o"], L.File("old", "o"), L.File(".wh..wh..opq").File("new", "n")),
    ];

    private static IEnumerable<MergeCase> OtherKinds() =>
    [
        Case("a file over a file", ["f 0755 1:2 /x = new"], L.File("x", "old"), L.File("x", "new", 0b111_101_101, 1, 2)),
        Case("a file over a folder", ["f 0644 0:0 /x = file"], L.Directory("x").File("x/y", "y"), L.File("x", "file")),
        Case("a file over a link", ["f 0644 0:0 /t = t", "f 0644 0:0 /x = file"], L.File("t", "t").Link("x", "t"), L.File("x", "file")),
        Case("a folder over a file", ["d 0755 0:0 /x", "f 0644 0:0 /x/y = y"], L.File("x", "file"), L.Directory("x").File("x/y", "y")),
        Case("a folder over a link", ["d 0755 0:0 /t", "f 0644 0:0 /t/a = a", "d 0755 0:0 /x", "f 0644 0:0 /x/b = b"],
            L.Directory("t").File("t/a", "a").Link("x", "t"), L.Directory("x").File("x/b", "b")),
        Case("a link over a file", ["l 0777 0:0 /x -> t"], L.File("x", "file"), L.Link("x", "t")),
        Case("a link over a folder", ["d 0755 0:0 /t", "l 0777 0:0 /x -> t"], L.Directory("t").Directory("x").File("x/y", "y"), L.Link("x", "t")),
        Case("a folder again, with other attributes", ["d 1770 5:6 /d", "f 0644 0:0 /d/x = x"], L.Directory("d").File("d/x", "x"), L.Directory("d", 0b001_111_111_000, 5, 6)),
        Refused("one name twice in one layer", ["f 0644 0:0 /x = two"], L.File("x", "one").File("x", "two")),
        Refused("one folder twice in one layer", ["d 0700 0:0 /d", "f 0644 0:0 /d/x = x"], L.Directory("d").File("d/x", "x").Directory("d", 0b111_000_000)),
    ];

    private static IEnumerable<MergeCase> Links() =>
    [
        Case("a file below a lower link, with the folder's entry", ["d 0755 0:0 /lib", "f 0644 0:0 /lib/x = x", "d 0755 0:0 /usr", "d 0755 0:0 /usr/lib", "f 0644 0:0 /usr/lib/u = u"],
            Merged, L.Directory("lib").File("lib/x", "x")),
        Case("a file below a lower link, without one", ["d 0755 0:0 /lib", "f 0644 0:0 /lib/x = x", "d 0755 0:0 /usr", "d 0755 0:0 /usr/lib", "f 0644 0:0 /usr/lib/u = u"],
            Merged, L.File("lib/x", "x")),
        Case("a file below a link of the same layer", ["l 0777 0:0 /lib -> usr/lib", "d 0755 0:0 /usr", "d 0755 0:0 /usr/lib", "f 0644 0:0 /usr/lib/u = u", "f 0644 0:0 /usr/lib/x = x"],
            Merged.File("lib/x", "x")),
        Case("a file below an absolute link of the same layer", ["l 0777 0:0 /lib -> /usr/lib", "d 0755 0:0 /usr", "d 0755 0:0 /usr/lib", "f 0644 0:0 /usr/lib/x = x"],
            L.Directory("usr").Directory("usr/lib").Link("lib", "/usr/lib").File("lib/x", "x")),
        Case("a mark below a lower link", ["d 0755 0:0 /lib", "d 0755 0:0 /usr", "d 0755 0:0 /usr/lib", "f 0644 0:0 /usr/lib/u = u"], Merged, L.File("lib/.wh.u")),
        Case("links in a circle", ["l 0777 0:0 /a -> b", "l 0777 0:0 /b -> a", "l 0777 0:0 /self -> self"], L.Link("a", "b").Link("b", "a").Link("self", "self")),
        Refused("a file behind links in a circle", ["l 0777 0:0 /a -> b", "l 0777 0:0 /b -> a"], L.Link("a", "b").Link("b", "a").File("a/x", "x")),
        Refused("a file below a file of the same layer", ["d 0755 0:0 /a", "f 0644 0:0 /a/x = x"], L.File("a", "a").File("a/x", "x")),
        Refused("a file below a link of the same layer to what a lower one has",
            ["l 0777 0:0 /lib -> usr/lib", "d 0755 0:0 /usr", "d 0755 0:0 /usr/lib", "f 0644 0:0 /usr/lib/u = u", "f 0644 0:0 /usr/lib/x = x"],
            L.Directory("usr").Directory("usr/lib").File("usr/lib/u", "u"), L.Link("lib", "usr/lib").File("lib/x", "x")),
    ];

    private static IEnumerable<MergeCase> HardLinks() =>
    [
        Case("a hard link", ["f 0644 0:0 /h = t", "f 0644 0:0 /t = t"], L.File("t", "t").HardLink("h", "t")),
        Case("a hard link whose target is replaced later", ["f 0644 0:0 /h = old", "f 0644 0:0 /t = new"], L.File("t", "old").HardLink("h", "t"), L.File("t", "new")),
        Case("a hard link whose header says other attributes", ["f 0600 7:0 /h = t", "f 0600 7:0 /t = t"], L.File("t", "t").HardLink("h", "t", 0b110_000_000, 7)),
        Case("a hard link to a hard link", ["f 0644 0:0 /a = t", "f 0644 0:0 /b = t", "f 0644 0:0 /t = t"], L.File("t", "t").HardLink("a", "t").HardLink("b", "/a")),
        Case("a hard link to a link", ["l 0777 0:0 /h -> t", "l 0777 0:0 /l -> t", "f 0644 0:0 /t = t"], L.File("t", "t").Link("l", "t").HardLink("h", "l", 0b111_111_111)),
        Refused("a hard link to a lower layer's file", ["f 0644 0:0 /h = t", "f 0644 0:0 /t = t"], L.File("t", "t"), L.HardLink("h", "t")),
        Refused("a hard link to what comes later", ["f 0644 0:0 /h = t", "f 0644 0:0 /t = t"], L.HardLink("h", "t").File("t", "t")),
        Refused("a hard link to nothing", ["f 0644 0:0 /h = not kept"], L.HardLink("h", "t")),
    ];

    private static IEnumerable<MergeCase> Names() =>
    [
        Case("./a", ["f 0644 0:0 /a = a"], L.File("./a", "a")),
        Case("/a", ["f 0644 0:0 /a = a"], L.File("/a", "a")),
        Case("a/../c", ["f 0644 0:0 /c = c"], L.File("a/../c", "c")),
        Case("../evil", ["f 0644 0:0 /evil = e"], L.File("../../evil", "e")),
        Case(".wh..wh.plnk", [], L.Directory(".wh..wh.plnk")),
        Case("a name that is no UTF-8", ["f 0644 0:0 /a\\xE9 = one", "f 0644 0:0 /a\\xEA = two"], L.File("a\xE9", "one").File("a\xEA", "two")),
        Case("a name with a line's end", ["f 0644 0:0 /a\nb = x"], L.File("a\nb", "x")),
        Case("names that differ in case", ["f 0644 0:0 /README = upper", "f 0644 0:0 /readme = lower"], L.File("readme", "lower").File("README", "upper")),
        Case("a long path", [.. Enumerable.Range(1, 4).Select(i => $"d 0755 0:0 /{Long[..((i * 64) - 1)]}"), $"f 0644 0:0 /{Long} = x"], L.Pax(("path", Long)).File("short", "x")),
        Case("a global header", ["f 0644 0:0 /x = x"], L.Global("comment", "anything").File("x", "x")),
    ];

    private static IEnumerable<MergeCase> Folders() =>
    [
        Case("folders without entries", ["d 0755 0:0 /a", "d 0755 0:0 /a/b", "f 0644 0:0 /a/b/c = c"], L.File("a/b/c", "c")),
        Case("a file without its folder's entry over a private folder", ["d 0755 0:0 /d", "f 0644 0:0 /d/new = n", "f 0644 0:0 /d/old = o"],
            L.Directory("d", 0b111_000_000, 8, 9).File("d/old", "o"), L.File("d/new", "n")),
        Case("a mark without its folder's entry over a private folder", ["d 0755 0:0 /d"], L.Directory("d", 0b111_000_000, 8, 9).File("d/old", "o"), L.File("d/.wh.old")),
    ];

    private static IEnumerable<MergeCase> Special() =>
    [
        Case("a named pipe", ["p 0644 0:0 /p"], L.Fifo("p")),
        Case("a character device", ["c 0666 0:0 /n 1,3"], L.Device('3', "n", 1, 3)),
        Case("a block device", ["b 0666 0:0 /b 259,65537"], L.Device('4', "b", 259, 65537)),
        Case("a capability", [$"f 0755 0:0 /ping [security.capability={Convert.ToHexStringLower(RawTar.Latin1(Capability))}] = p"],
            L.Pax(("SCHILY.xattr.security.capability", Capability)).File("ping", "p", 0b111_101_101)),
        Case("a setuid file", ["f 4755 0:0 /su = s"], L.File("su", "s", 0b100_111_101_101)),
    ];

    private static RawTar L => new();

    private static RawTar Merged => L.Directory("usr").Directory("usr/lib").File("usr/lib/u", "u").Link("lib", "usr/lib");

    private static MergeCase Case(string name, string[] shows, params RawTar[] layers) => new(name, false, shows, [.. layers.Select(it => it.ToArray())]);

    private static MergeCase Refused(string name, string[]? shows, params RawTar[] layers) => new(name, true, shows, [.. layers.Select(it => it.ToArray())]);
}

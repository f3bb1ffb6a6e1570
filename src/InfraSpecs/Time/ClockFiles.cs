using System.Formats.Tar;
using System.Text;
using InfraSpecs.Internal;

namespace InfraSpecs.Time;

/// <summary>The files that make a container's clock, as they are put into it.</summary>
internal static class ClockFiles
{
    public const string Folder = "/vt";
    public const string Control = "/vt/clock";
    public const string Journal = "/vt/journal";
    public const string Library = "/vt/clock.so";

    /// <summary>What the dynamic loader of glibc puts before all libraries, whatever environment a program is given.</summary>
    public const string Preload = "/etc/ld.so.preload";

    private const UnixFileMode Regular = (UnixFileMode)0b110_100_100;
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;
    private const UnixFileMode Everyones = (UnixFileMode)0b110_110_110;
    private const UnixFileMode Shared = (UnixFileMode)0b1_111_111_111;

    /// <summary>Whether this build has the files for a machine, as images name it.</summary>
    public static bool AreFor(string machine) => EmbeddedFile.Exists(Resource(machine, "clock.so"));

    /// <summary>The loader's list of libraries, in the volume.</summary>
    public const string PreloadInVolume = "preload";

    /// <summary>All of them, to be unpacked at the container's root.</summary>
    /// <param name="machine">The image's: "amd64", "arm64".</param>
    /// <param name="control">What the clock shows at first.</param>
    /// <param name="preload">What the container's own list of libraries says; empty if it has none.</param>
    public static MemoryStream InContainer(string machine, ClockControl control, string preload) =>
        Archive([FolderAt("vt/", Executable), .. Files("vt/", machine, control), File(Preload[1..], PreloadAfter(preload), Regular)]);

    /// <summary>All of them, to be unpacked at the root of a volume.</summary>
    public static MemoryStream InVolume(string machine, ClockControl control, string preload) =>
        Archive([.. Files("", machine, control), File(PreloadInVolume, PreloadAfter(preload), Regular)]);

    /// <summary>The control file alone, to be unpacked at its folder.</summary>
    public static MemoryStream ControlAlone(ClockControl control) => Archive([ControlFile("clock", control)]);

    private static byte[] PreloadAfter(string own) => Encoding.UTF8.GetBytes(string.IsNullOrWhiteSpace(own) ? $"{Library}\n" : $"{own.TrimEnd()}\n{Library}\n");

    private static IEnumerable<UstarTarEntry> Files(string folder, string machine, ClockControl control) =>
    [
        FolderAt($"{folder}out/", Shared),
        File($"{folder}clock.so", EmbeddedFile.Read(Resource(machine, "clock.so")), Executable),
        File($"{folder}job", EmbeddedFile.Read(Resource(machine, "job")), Executable),
        File($"{folder}journal", [], Everyones),
        ControlFile($"{folder}clock", control),
    ];

    private static UstarTarEntry ControlFile(string path, ClockControl control) => File(path, Encoding.ASCII.GetBytes(control.ToString()), Regular);

    private static UstarTarEntry FolderAt(string path, UnixFileMode mode) => new(TarEntryType.Directory, path) { Mode = mode };

    private static UstarTarEntry File(string path, byte[] content, UnixFileMode mode) =>
        new(TarEntryType.RegularFile, path) { Mode = mode, DataStream = new MemoryStream(content) };

    private static MemoryStream Archive(IEnumerable<UstarTarEntry> entries)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var entry in entries) writer.WriteEntry(entry);
        }

        tar.Position = 0;
        return tar;
    }

    private static string Resource(string machine, string file) => $"clock/{machine}/{file}";
}

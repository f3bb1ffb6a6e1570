using DotNet.Globbing;

namespace InfraSpecs.Images.Rebuilds;

/// <summary>Why files are likely to differ from build to build, by what they are (https://reproducible-builds.org/docs/).</summary>
internal static class RebuildCause
{
    private static readonly IReadOnlyList<(Glob Path, string Why)> Known =
    [
        For("/**/*.pyc", "Python writes the time of the source into its bytecode: PYTHONDONTWRITEBYTECODE=1, or compile with --invalidation-mode unchecked-hash"),
        For("/var/lib/apt/lists/**", "the mirror's lists of the day: rm -rf /var/lib/apt/lists/* in the same RUN"),
        For("/var/cache/ldconfig/aux-cache", "ldconfig notes inodes and times of libraries: remove it at the end of the RUN"),
        For("/var/cache/debconf/**", "debconf's cache holds what was asked when: remove it at the end of the RUN"),
        For("/var/cache/fontconfig/**", "fontconfig notes the times of font folders: remove it at the end of the RUN"),
        For("/var/log/**", "a log with the times of the build: remove it at the end of the RUN"),
        For("/var/lib/dpkg/**", "dpkg's notes on packages: a mirror had other versions, or they were installed in another order"),
        For("/var/lib/rpm/**", "rpm's database holds the time at which each package was installed"),
        For("/usr/lib/sysimage/rpm/**", "rpm's database holds the time at which each package was installed"),
        For("/etc/ld.so.cache", "the loader's cache is made from the libraries that are installed"),
        For("/etc/shadow*", "it holds the day of an account's last change: SOURCE_DATE_EPOCH, or chage -d"),
        For("/**/machine-id", "an id that is made anew in each build: truncate it"),
        For("/etc/ssh/ssh_host_*", "a key that was made in the build, and is the same in every container: make it when a container starts"),
        For("/**/*.gz", "gzip writes a time into the file: gzip -n"),
        For("/**/*.jar", "an archive holds the times of its files: SOURCE_DATE_EPOCH, or the build tool's reproducible mode"),
        For("/**/*.zip", "an archive holds the times of its files: zip -X after touch -d @$SOURCE_DATE_EPOCH"),
        For("/**/*.whl", "an archive holds the times of its files: SOURCE_DATE_EPOCH"),
        For("/**/*.tar", "an archive holds the times of its files: tar --sort=name --mtime=@$SOURCE_DATE_EPOCH"),
        For("/**/*.a", "ar writes times: ar -D"),
        For("/**/*.class", "compiled anew; compare the compiler's version"),
        For("/root/.cache/**", "a cache of the build: remove it in the same RUN"),
        For("/tmp/**", "left of the build: remove it in the same RUN"),
    ];

    /// <returns>Null where it is not known.</returns>
    public static string? Find(ImageFile? old, ImageFile? now)
    {
        if (old is not null && now is not null && old.Digest == now.Digest && old.Kind == now.Kind) return null;
        var path = (old ?? now)!.Path;
        return Known.Where(it => it.Path.IsMatch(path)).Select(it => it.Why).FirstOrDefault();
    }

    private static (Glob, string) For(string glob, string why) => (Glob.Parse(glob), why);
}

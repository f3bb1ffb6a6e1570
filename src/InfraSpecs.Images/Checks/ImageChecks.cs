using InfraSpecs.Images.Differences;
using InfraSpecs.Images.Policies;
using InfraSpecs.Images.Policies.Secrets;
using InfraSpecs.Images.Portability;
using InfraSpecs.Images.Starting;

namespace InfraSpecs.Images;

/// <summary>What can be asked of an image. It is answered by reading the image; nothing of it is run.</summary>
public static class ImageChecks
{
    private const UnixFileMode Special = UnixFileMode.SetUser | UnixFileMode.SetGroup;

    /// <summary>What is in the image, for people: what a snapshot holds, with digests and layers, which a snapshot leaves out.</summary>
    /// <param name="image">The image.</param>
    /// <returns>A text of several lines, with ends of lines LF.</returns>
    public static string Summarize(this ImageUnderTest image) => ImageSummary.Write(image);

    /// <summary>
    /// Follows ENTRYPOINT and CMD, and HEALTHCHECK, from their first words through shells, env, first lines of scripts and the like to the programs that they start, and looks whether each is
    /// there, is a program of the image's machine with its interpreter and libraries, and may be run by the image's user. Nothing is started.
    /// </summary>
    /// <param name="image">The image.</param>
    public static ImageStart CheckStart(this ImageUnderTest image) => new StartCheck(image).Run();

    /// <summary>
    /// Checks each program's machine, loader, libraries and versions of symbols as the image's own loader would, and the first lines of scripts. Nothing is started, so an image
    /// without a shell, or for another machine, can be checked. glibc's rules are ld.so(8)'s, with what ldconfig wrote to /etc/ld.so.cache; musl's are those of its ldso/dynlink.c.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="except">Globs of absolute paths that are left out, as "/opt/qt/plugins/**": plugins that come with more than the image means to use.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.GlobInvalid"/>: A glob is none.</exception>
    public static ImagePortability CheckPortability(this ImageUnderTest image, params IReadOnlyList<string> except) => new PortabilityCheck(image, except).Run();

    /// <summary>Reads the accounts of an image.</summary>
    /// <param name="image">The image.</param>
    public static ImageAccounts ReadAccounts(this ImageUnderTest image) => new(image.Files);

    /// <summary>As whom a container of it starts, with a name's number looked up in the image.</summary>
    /// <param name="image">The image.</param>
    public static ImageUser ResolveUser(this ImageUnderTest image) => ImageUser.Resolve(image);

    /// <summary>The programs that run as their owner or group, whoever starts them: regular files with setuid or setgid.</summary>
    /// <param name="image">The image.</param>
    /// <param name="except">Paths or globs of those that may be so; null for none. See the docs for globs.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.GlobInvalid"/>: A glob is none.</exception>
    public static IReadOnlyList<ImageFile> FindSetuidFiles(this ImageUnderTest image, IEnumerable<string>? except = null) =>
        Find(image, except, file => file.Kind is ImageFileKind.File && (file.Mode & Special) != 0);

    /// <summary>Regular files that anyone may write, and folders where anyone may replace others' files, which the sticky bit forbids. Devices and links are none of them.</summary>
    /// <inheritdoc cref="FindSetuidFiles"/>
    public static IReadOnlyList<ImageFile> FindWorldWritableFiles(this ImageUnderTest image, IEnumerable<string>? except = null) =>
        Find(image, except, file => file.Mode.HasFlag(UnixFileMode.OtherWrite)
            && (file.Kind is ImageFileKind.File || (file.Kind is ImageFileKind.Directory && !file.Mode.HasFlag(UnixFileMode.StickyBit))));

    /// <summary>Files of a user or group that the image does not know: whoever gets that number later owns them. Root needs no account.</summary>
    /// <inheritdoc cref="FindSetuidFiles"/>
    public static IReadOnlyList<ImageFile> FindFilesWithoutAccount(this ImageUnderTest image, IEnumerable<string>? except = null)
    {
        var accounts = image.ReadAccounts();
        HashSet<int> users = [0, .. accounts.Users.Values];
        HashSet<int> groups = [0, .. accounts.Groups.Values];
        return Find(image, except, file => !users.Contains(file.UserId) || !groups.Contains(file.GroupId));
    }

    /// <summary>The caches of package managers that a container sees, and the logs: what a build leaves and nobody needs.</summary>
    /// <param name="image">The image.</param>
    public static PackageCaches MeasurePackageCaches(this ImageUnderTest image) => PackageCaches.Find(image);

    /// <summary>The bytes that are in the image and that no container sees, for a later layer deleted the file or has it anew.</summary>
    /// <param name="image">The image.</param>
    public static HiddenBytes MeasureHiddenBytes(this ImageUnderTest image) => HiddenBytes.Find(image);

    /// <summary>
    /// Keys, tokens and credentials: in the files, also those that a later layer deleted, in the environment, and in the commands that made the image. The report never has a
    /// secret itself.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="except">Places that do not count, as the report has them: paths or globs, "env NAME", "history 3"; null for none.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.GlobInvalid"/>: A glob is none.</exception>
    public static SecretReport FindSecrets(this ImageUnderTest image, IEnumerable<string>? except = null) => SecretScan.Run(image, new PathGlobs(except));

    private static List<ImageFile> Find(ImageUnderTest image, IEnumerable<string>? except, Func<ImageFile, bool> isOne)
    {
        var allowed = new PathGlobs(except);
        return [.. image.Files.All.Where(file => isOne(file) && !allowed.Match(file.Path))];
    }
}

using InfraSpecs.Images.Portability;

namespace InfraSpecs.Images;

/// <summary>Whether an image's programs can run wherever its platform does.</summary>
public static class PortabilityChecking
{
    /// <summary>
    /// Checks each program's machine, loader, libraries and versions of symbols as the image's own loader would, and the first lines of scripts. Nothing is started, so an image
    /// without a shell, or for another machine, can be checked. glibc's rules are ld.so(8)'s, with what ldconfig wrote to /etc/ld.so.cache; musl's are those of its ldso/dynlink.c.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="except">Globs of absolute paths that are left out, as "/opt/qt/plugins/**": plugins that come with more than the image means to use.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.GlobInvalid"/>: A glob is none.</exception>
    public static ImagePortability CheckPortability(this ImageUnderTest image, params IReadOnlyList<string> except) => new PortabilityCheck(image, except).Run();
}

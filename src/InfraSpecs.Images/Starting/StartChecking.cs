using InfraSpecs.Images.Starting;

namespace InfraSpecs.Images;

/// <summary>Whether a container of an image can start.</summary>
public static class StartChecking
{
    /// <summary>
    /// Follows ENTRYPOINT and CMD, and HEALTHCHECK, from their first words through shells, env, first lines of scripts and the like to the programs that they start, and looks whether each is
    /// there, is a program of the image's machine with its interpreter and libraries, and may be run by the image's user. Nothing is started.
    /// </summary>
    /// <param name="image">The image.</param>
    public static ImageStart CheckStart(this ImageUnderTest image) => new StartCheck(image).Run();
}

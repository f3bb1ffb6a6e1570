namespace InfraSpecs.Images;

/// <summary>An image could not be run, or what it does could not be seen.</summary>
public sealed class ImageRunException : InfraSpecsException
{
    private ImageRunException(string image, string headline, IEnumerable<string> facts, string advice, Exception? inner)
        : base(image, headline, facts, advice, inner)
    {
    }

    internal static ImageRunException OfOtherPlatform(string image, string platform, string engine, Exception cause) => new(
        image,
        $"{image} is for {platform}; the engine's machine is {engine}, and does not emulate it.",
        [$"Seen: {cause.Message.Split('\n')[0]}"],
        $"run the spec on an engine of {platform}, build the image for {engine}, or register an emulator (qemu-user, binfmt_misc) there. What is in the image can be looked at all the same.",
        cause);

    internal static ImageRunException NotStarted(string image, Exception cause) => new(
        image, $"A container from {image} did not start.", [$"Seen: {EngineMessage.Of(cause)}"], "check the image's entry point and command, and what it was given.", cause);

    internal static ImageRunException NoMainProcess(string image) => new(
        image, $"Process 1 of {image} cannot be seen from inside, so that nothing can be said of it.", [],
        "look whether the engine lets containers share a process namespace (PidMode container:…), and whether /proc there shows processes of others (hidepid).", null);
}

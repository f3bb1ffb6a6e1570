namespace InfraSpecs.Images;

public sealed partial class ImageTestException
{
    internal static ImageTestException OtherPlatform(string image, string platform, string engine, string seen, Exception? cause) => new(
        ImageTestReason.OtherPlatform,
        image,
        $"{image} is for {platform}, and did not run on the engine's machine, which is {engine}.",
        seen.Split('\n'),
        $"run the spec on an engine of {platform}, or build the image for {engine}; an engine can run another platform's programs only by an emulator (qemu-user in binfmt_misc). "
        + "What is in the image can be looked at without running it.",
        cause);

    internal static ImageTestException SharedProcesses(string image, string mode) => new(
        ImageTestReason.SharedWithOthers, image, $"A container from {image} was given the processes of others (PidMode {mode}), so that process 1 is not the image's.", [],
        "leave PidMode out in ImageRunOptions.Configure.");

    internal static ImageTestException SharedNetwork(string image, string mode) => new(
        ImageTestReason.SharedWithOthers, image, $"A container from {image} was given the network of others (NetworkMode {mode}), so that what is listened on there is not all the image's.", [],
        "leave NetworkMode out in ImageRunOptions.Configure, or give it a network of its own.");

    internal static ImageTestException NotStarted(string image, Exception cause) => new(
        ImageTestReason.NotStarted, image, $"A container from {image} did not start: {FailureText.Sentence(EngineMessage.Of(cause))}", [],
        "check the image's entry point and command, and what it was given.", cause);

    internal static ImageTestException NotFollowed(string image, Exception cause) => new(
        ImageTestReason.NotFollowed, image, $"What a container from {image} did could not be followed.", [$"Seen: {EngineMessage.Of(cause)}"],
        "look whether somebody removed it, and whether the engine's log driver can be read.", cause);

    internal static ImageTestException Ended(string image, ContainerExit exit, Exception cause) => new(
        ImageTestReason.Ended, image, $"A container from {image} {exit}, before it was up.",
        ["Its last output, without secrets:", .. FailureText.Quote(exit.LastLines.Select(it => it.Text))], "read its last output.", cause);

    internal static ImageTestException MainProcessHidden(string image) => new(
        ImageTestReason.MainProcessHidden, image, $"Process 1 of {image} cannot be seen from inside, so that nothing can be said of it.", [],
        "look whether the engine lets containers share a process namespace (PidMode container:…), and whether /proc there shows processes of others (hidepid).");
}

namespace InfraSpecs;

/// <summary>A fault could not be made, ended before its time, or was not seen to be healed.</summary>
public sealed class FaultException : InfraSpecsException
{
    private FaultException(FaultReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>Why it was thrown.</summary>
    public FaultReason Reason { get; }

    internal static FaultException Unsupported(string container, string what, FaultProgram program, string why, Exception? inner = null) => new(
        FaultReason.Unsupported,
        container,
        $"The {program.Subject} of {container} cannot be broken: {FailureText.Sentence(why)}",
        [$"It was to have {what}."],
        $"'infraspecs doctor --features' says what the engine's kernel lacks; [RequiresEngine(EngineFeatures.{program.Feature})] skips the spec there.",
        inner);

    internal static FaultException NoOwnProcesses(string container, string mode) => new(
        FaultReason.NoOwnProcesses,
        container,
        mode == "host"
            ? $"{container} sees the processes of its engine's machine, which are not broken for a spec."
            : $"{container} shares its processes with another container (its mode is '{mode}').",
        [],
        "start it with processes of its own, without a PID mode.");

    internal static FaultException FolderUnknown(string container, string folder) => new(
        FaultReason.FolderUnknown,
        container,
        $"{container} has no folder {folder}, so that its disk cannot be broken there.",
        [],
        "name a folder as the container sees it, as a volume's mount point.");

    internal static FaultException AlreadyBroken(string container, string what, string has) => new(
        FaultReason.AlreadyBroken,
        container,
        $"{container} cannot have {what}: it has {has}, and its processes can be traced by one only.",
        [],
        "heal that one first, or say both in one record. Faults of the network may come on top.");

    internal static FaultException NoOwnNetwork(string container, string mode) => new(
        FaultReason.NoOwnNetwork,
        container,
        mode == "host"
            ? $"{container} shares the network of its engine's machine, which is not broken for a spec."
            : $"{container} has no network (its mode is '{mode}'), so that there is nothing to break.",
        [],
        "start it in a network of its own.");

    internal static FaultException PeerUnknown(string container, string peer, string why) => new(
        FaultReason.PeerUnknown,
        container,
        $"The network of {container} cannot be broken for {peer} alone: {FailureText.Sentence(why)}",
        [],
        "start the peer first, or name its address.");

    internal static FaultException EndedEarly(string container, string what, string why, FaultEffect last) => new(
        FaultReason.EndedEarly,
        container,
        $"{container} had {what} only for a time: {FailureText.Sentence(why)}",
        [$"Nothing of it is left. Counted last: {last.Counted}."],
        "look for what ends it: a sweep, 'docker rm', a script that removes all containers. What was seen since then was seen without the fault.");

    internal static FaultException NotHealed(string container, string what, string why, string helper, Exception? inner = null) => new(
        FaultReason.NotHealed,
        container,
        $"{container} had {what}, and it was not seen to be healed: {FailureText.Sentence(why)}",
        [],
        $"remove {helper}, if it is there, with 'docker rm -f {helper}'; the fault goes with it, and also with a restart of {container}.",
        inner);
}

namespace InfraSpecs;

/// <summary>A container did not start, ended, was removed, or did not give what was asked; <see cref="Reason"/> says which.</summary>
public sealed class ContainerException : InfraSpecsException
{
    /// <summary>How much of a command's output or of a file is held in memory, in bytes: 64 MiB.</summary>
    public const long LongestOutput = 64 << 20;

    private ContainerException(
        ContainerReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>Why it was thrown.</summary>
    public ContainerReason Reason { get; }

    /// <summary>How the container ended; null unless the reason is <see cref="ContainerReason.Ended"/>.</summary>
    public ContainerExit? Exit { get; private init; }

    /// <summary>How long what it was asked for was awaited; null unless the reason is <see cref="ContainerReason.Ended"/> or
    /// <see cref="ContainerReason.Removed"/>.</summary>
    public TimeSpan? Elapsed { get; private init; }

    internal static ContainerException NotStarted(string image, Exception cause) => NotStarted(image, $"A container from {image} did not start", cause);

    /// <param name="container">Its name.</param>
    /// <param name="cause">What starting it threw.</param>
    internal static ContainerException NotStartedAgain(string container, Exception cause) => NotStarted(container, $"{container} did not start again", cause);

    private static ContainerException NotStarted(string subject, string what, Exception cause) => new(
        ContainerReason.NotStarted,
        subject,
        $"{what}: {FailureText.Sentence(EngineMessage.Of(cause))}",
        [],
        "check the command, mounts and options that it was given, and its image.",
        cause);

    /// <param name="exit">How it ended.</param>
    /// <param name="awaited">What it was asked for.</param>
    /// <param name="elapsed">For how long.</param>
    /// <param name="isEndedHere">Whether it was stopped or killed through its object.</param>
    internal static ContainerException Ended(ContainerExit exit, string awaited, TimeSpan elapsed, bool isEndedHere = false) => new(
        ContainerReason.Ended,
        exit.Container,
        $"{exit.Container}: hopeless after {FailureText.Duration(elapsed)}, because the container {exit}{(isEndedHere ? "" : Because(exit))}.",
        [$"Awaited: {awaited}", .. exit.LastLinesSeen],
        isEndedHere ? "start it again before it is asked: StartAsync. It was stopped or killed here." : AdviceAfter(exit))
    {
        Exit = exit,
        Elapsed = elapsed,
    };

    internal static ContainerException Removed(string container, string awaited, TimeSpan elapsed) => new(
        ContainerReason.Removed,
        container,
        $"{container}: hopeless after {FailureText.Duration(elapsed)}, because the container was removed.",
        [$"Awaited: {awaited}"],
        "mend the cause; waiting longer does not help.")
    {
        Elapsed = elapsed,
    };

    internal static ContainerException Paused(string container, string awaited) => new(
        ContainerReason.Paused,
        container,
        $"{container} is paused, so that it cannot be asked for {awaited}.",
        [],
        "end its pause first: UnpauseAsync.");

    internal static ContainerException NotFound(string container, Uri engine, IReadOnlyList<string> names) => new(
        ContainerReason.NotFound,
        container,
        $"There is no container {container} on the engine at {engine}{(Likeness.Nearest(container, names) is { } near ? $"; did you mean {near}?" : ".")}",
        [names.Count == 0 ? "It has no container at all." : $"It has {FailureText.Count(names.Count, "container")}, ended ones too."],
        "see what 'docker ps -a' lists; a container that compose started is called as its project and its service.");

    internal static ContainerException OutputNotKept(string container, string said) => new(
        ContainerReason.LogUnreadable,
        $"output of {container}",
        $"The output of {container} cannot be read: {said}.",
        [],
        "start it without a log driver of its own, or with json-file or local; or let it log to a file in the container and follow that.");

    internal static ContainerException LogUnreadable(string container, string file, FollowedLog.Records? records, IReadOnlyList<string> complaints) => new(
        ContainerReason.LogUnreadable,
        $"{file} in {container}",
        $"{file} in {container}{(records is null ? "" : $", {records.Name},")} cannot be followed: what follows it in the container ended.",
        FailureText.Quote("It said:", complaints, "It said nothing."),
        records?.Advice ?? "the image needs sh and tail. Without them, let the program log to its standard output and follow that.");

    internal static ContainerException OutputTooLarge(string program) => TooLarge(
        program,
        $"The command {program} wrote more than 64 MiB to its standard output, which is the most that is held in memory.",
        "take what it writes as a stream, with PipeAsync, or let it write less.");

    internal static ContainerException ErrorTooLarge(string program) => TooLarge(
        program,
        $"The command {program} wrote more than 64 MiB to its standard error, which is the most that is held in memory.",
        "let it write less, or write to its standard output, which PipeAsync takes as a stream: sh -c 'exec command 2>&1'.");

    internal static ContainerException FileTooLarge(string path, long size) => TooLarge(
        path,
        $"The file {path} has {FailureText.Count(size, "byte")}, and 64 MiB is the most that is held in memory.",
        "take what it holds as a stream: PipeAsync with the command cat.");

    private static string Because(ContainerExit exit) => exit.Complaint is { } line ? $": {FailureText.Shortened(CommandText.WithoutSecrets(line)).TrimEnd('.')}" : "";

    private static string AdviceAfter(ContainerExit exit) => exit switch
    {
        { OutOfMemory: true, MemoryLimit: > 0 } or { MayBeOutOfMemory: true } => $"give it more memory than {FailureText.Count(exit.MemoryLimit >> 20, "MiB", "MiB")}, or let it use less.",
        { OutOfMemory: true } => "give the engine's machine more memory, or let what runs there use less.",
        { ExitCode: 0, Complaint: not null } => "mend what that line says; or, if its daemon went into the background, keep the main process in the foreground (cron -f, nginx 'daemon off;').",
        { ExitCode: 0 } => "keep the main process in the foreground. A daemon that puts itself into the background ends its container; cron needs -f, nginx 'daemon off;'.",
        { ExitCode: ContainerExit.KilledExitCode } => "look for what killed it: a kill, a stop whose grace period passed, or the memory of the engine's machine.",
        _ => "read its last output.",
    };

    private static ContainerException TooLarge(string subject, string headline, string advice) =>
        new(ContainerReason.OutputTooLarge, subject, headline, [], advice);
}

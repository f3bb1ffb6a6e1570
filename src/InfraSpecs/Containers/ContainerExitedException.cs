namespace InfraSpecs;

/// <summary>A container ended while something was awaited from it.</summary>
public sealed class ContainerExitedException : WaitHopelessException
{
    internal ContainerExitedException(string container, ContainerExit exit, string awaited, TimeSpan elapsed)
        : base(
            container,
            $"the container {exit}",
            elapsed,
            [$"Awaited: {awaited}", .. exit.LastLinesSeen],
            exit.ExitCode == 0
                ? "keep the main process in the foreground. A daemon that puts itself into the background ends its container; "
                  + "cron needs -f, nginx 'daemon off;'."
                : "read its last output.") => Exit = exit;

    /// <summary>How it ended.</summary>
    public ContainerExit Exit { get; }
}

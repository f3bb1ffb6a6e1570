namespace InfraSpecs;

/// <summary>Why a <see cref="ContainerException"/> was thrown.</summary>
public enum ContainerReason
{
    /// <summary>The engine did not start the container, or what its builder waits for did not come. The container is gone again. Check the command,
    /// mounts and options that it was given, and its image.</summary>
    NotStarted,

    /// <summary>The container ended while something was awaited from it, or had ended before. <see cref="ContainerException.Exit"/> has its exit code and
    /// the last lines of its output. Read these, and keep the main process in the foreground.</summary>
    Ended,

    /// <summary>The container is paused, and what was asked of it needs it to run. End its pause with <see cref="Container.UnpauseAsync"/>.</summary>
    Paused,

    /// <summary>The container was removed while something was awaited from it. See who removes it; a container with --rm goes when it ends.</summary>
    Removed,

    /// <summary>A file in the container cannot be followed: that needs sh and tail in its image. Without them, let the program log to its standard output
    /// and follow that.</summary>
    LogUnreadable,

    /// <summary>A command's output, or a file, is larger than <see cref="ContainerException.LongestOutput"/>, the most that is held in memory. The command
    /// may still run. Take it as a stream, with <see cref="Container.PipeAsync"/>.</summary>
    OutputTooLarge,

    /// <summary>The engine has no container of that name or ID. See what <c>docker ps -a</c> lists; a container that compose started is called as its project and
    /// its service.</summary>
    NotFound,
}

using System.Net.Sockets;

namespace InfraSpecs.Visualizer;

/// <summary>Why the cluster cannot be read, in a sentence for whoever looks at the page.</summary>
/// <param name="message">The sentence.</param>
/// <param name="inner">What it rests on.</param>
internal sealed class EngineProblemException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The engine answered, and refused.</summary>
    public static EngineProblemException Refused(string words) => new($"The engine says: {words}");

    /// <summary>The engine was not reached at its socket.</summary>
    public static EngineProblemException Unreachable(string socket, Exception cause) => new(
        !File.Exists(socket)
            ? $"There is no {socket}. Mount the manager's socket there: -v /var/run/docker.sock:{socket}."
            : (cause.InnerException ?? cause) is SocketException { SocketErrorCode: SocketError.AccessDenied }
                ? $"{socket} may not be used by this user. Run the container as root, or as a member of the socket's group."
                : $"The engine does not answer at {socket}.",
        cause);
}

using System.Diagnostics.CodeAnalysis;
using InfraSpecs.Images.Behaviour;

namespace InfraSpecs.Images;

/// <summary>When a container of an image is up.</summary>
public abstract record ImageReadiness
{
    private protected ImageReadiness()
    {
    }

    /// <summary>
    /// As the image declares it: it is healthy, where it has a HEALTHCHECK; else it listens on one of the ports that it EXPOSEs; else its main process has set up what it does at its stop
    /// signal, or has run for 2 s without.
    /// </summary>
    public static ImageReadiness Declared { get; } = new DeclaredReadiness();

    /// <summary>Its HEALTHCHECK passes. One that the image does not hurry at the start (<c>--start-interval</c>) is run each 0.25 s until then.</summary>
    public static ImageReadiness Healthy { get; } = new HealthyReadiness();

    /// <summary>It has printed a line that matches.</summary>
    /// <param name="pattern">A regular expression without lookaround and backreferences.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    /// <exception cref="NotSupportedException">It looks around or refers back.</exception>
    public static ImageReadiness Output([StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        _ = EnvironmentRow.Compile(pattern);
        return new OutputReadiness(pattern);
    }

    /// <summary>It listens on a TCP port, whether that is published or not.</summary>
    /// <param name="port">1 to 65535, inside.</param>
    public static ImageReadiness Port(int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        return new PortReadiness([$"{port}/tcp"]);
    }

    internal abstract Task WaitAsync(ImageRun run, CancellationToken token);
}

namespace InfraSpecs;

/// <summary>How a probe asks.</summary>
public sealed record HttpProbeOptions
{
    internal const int FastestRate = 2000;
    private const double SlowestRate = 0.001;

    /// <summary>How many requests fall due each second, at equal distances, whatever becomes of those before them.</summary>
    /// <value>Default 50; from 0.001 to 2,000.</value>
    public double RequestsPerSecond { get; init; } = 50;

    /// <summary>How long one request may take, from when it is sent to the end of its answer.</summary>
    /// <value>Default 2 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The response header that says who answered.</summary>
    /// <value>Default "X-Served-By", as the image source "echo" has it.</value>
    public string ReplicaHeader { get; init; } = "X-Served-By";

    /// <summary>The response header that says who passed the request on.</summary>
    /// <value>Default "X-Proxied-By", as the image source "nginx-proxy" has it.</value>
    public string ProxyHeader { get; init; } = "X-Proxied-By";

    /// <summary>Where time comes from.</summary>
    /// <value>Default the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal TimeSpan Period => TimeSpan.FromSeconds(1 / RequestsPerSecond);

    /// <summary>Says all that cannot be meant.</summary>
    /// <exception cref="InvalidOptionsException">Something cannot.</exception>
    public void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (RequestsPerSecond is not (>= SlowestRate and <= FastestRate), $"RequestsPerSecond is {RequestsPerSecond}; it must be from {SlowestRate} to {FastestRate}."),
        (Timeout <= TimeSpan.Zero, $"Timeout is {Timeout}; it must be more than zero."),
        (!IsToken(ReplicaHeader), $"ReplicaHeader is '{ReplicaHeader}'; it must be a header's name, as X-Served-By is."),
        (!IsToken(ProxyHeader), $"ProxyHeader is '{ProxyHeader}'; it must be a header's name, as X-Proxied-By is."),
    ]);

    private static bool IsToken(string name) => name.Length > 0 && name.All(it => char.IsAsciiLetterOrDigit(it) || it is '-' or '_');
}

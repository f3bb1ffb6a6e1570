using System.Globalization;
using FluentAssertions;
using InfraSpecs.Assertions.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    /// <summary>A TCP port is declared.</summary>
    /// <param name="port">Its number.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> ExposePort(int port, string because = "", params object[] becauseArgs) =>
        ExposePort(port.ToString(CultureInfo.InvariantCulture), because, becauseArgs);

    /// <summary>A port is declared.</summary>
    /// <param name="port">As EXPOSE takes it: "80" or "80/tcp", "53/udp".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ArgumentException">It is no port.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> ExposePort(string port, string because = "", params object[] becauseArgs) =>
        Verify(Exposed.Contains(Port(port)), (because, becauseArgs), $"to expose port {Port(port)}", $"found {ConfigText.List(Exposed)}");

    /// <summary>A TCP port is not declared. A program may listen there all the same.</summary>
    /// <inheritdoc cref="ExposePort(int, string, object[])"/>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotExposePort(int port, string because = "", params object[] becauseArgs) =>
        NotExposePort(port.ToString(CultureInfo.InvariantCulture), because, becauseArgs);

    /// <summary>A port is not declared. A program may listen there all the same.</summary>
    /// <inheritdoc cref="ExposePort(string, string, object[])"/>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotExposePort(string port, string because = "", params object[] becauseArgs) =>
        Verify(!Exposed.Contains(Port(port)), (because, becauseArgs), $"not to expose port {Port(port)}", "it does");

    /// <summary>No ports are declared but these, all of which need not be.</summary>
    /// <param name="ports">As EXPOSE takes them: "80" or "80/tcp", "53/udp"; none at all for no port.</param>
    /// <exception cref="ArgumentException">One is no port.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotExposeOtherPortsThan(params string[] ports) => NotExposeOtherPortsThan(ports, "");

    /// <inheritdoc cref="NotExposeOtherPortsThan(string[])" path="/*[not(self::param)]"/>
    /// <param name="ports">As EXPOSE takes them: "80" or "80/tcp", "53/udp"; none at all for no port.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotExposeOtherPortsThan(IEnumerable<string> ports, string because, params object[] becauseArgs)
    {
        var allowed = ports.Select(Port).ToList();
        var others = Exposed.Except(allowed).ToList();
        return Verify(others.Count == 0, (because, becauseArgs), $"to expose no ports but {ConfigText.List(allowed)}", $"found {ConfigText.List(others)} too");
    }

    // What is no port is shown as it is.
    private List<string> Exposed => [.. Subject.Config.ExposedPorts.Select(it => Parsed(it) ?? it)];

    private static string Port(string port) => Parsed(port) ?? throw new ArgumentException($"There is no port {port}: write it as 80, 80/tcp or 53/udp.", nameof(port));

    private static string? Parsed(string port)
    {
        var parts = port.Split('/');
        var number = parts.Length <= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed is > 0 and < 65_536 ? parsed : 0;
        var protocol = parts.Length == 2 ? parts[1].ToLowerInvariant() : "tcp";
        return number > 0 && protocol is "tcp" or "udp" or "sctp" ? $"{number}/{protocol}" : null;
    }
}

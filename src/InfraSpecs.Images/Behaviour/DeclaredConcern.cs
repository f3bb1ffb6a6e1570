using System.Globalization;

namespace InfraSpecs.Images;

/// <summary>What a container of an image is there for, where a claim says more of it than the image does.</summary>
public sealed record DeclaredConcern
{
    /// <summary>The ports that it listens on, as "80/tcp", "53/udp" or "80", each of them and no other.</summary>
    /// <value>Default null: those that the image EXPOSEs.</value>
    public IReadOnlyList<string>? Ports { get; init; }

    /// <summary>The programs that run for long, each of them and no other, by the names that <see cref="ImageConcern.Programs"/> has: several may be one concern, as dockerd and its containerd
    /// are.</summary>
    /// <value>Default null: one, whichever it is.</value>
    public IReadOnlyList<string>? Programs { get; init; }

    /// <summary>The ports, each with its protocol.</summary>
    /// <exception cref="ArgumentException">One is none.</exception>
    internal IReadOnlyList<string>? WholePorts => Ports is null ? null : [.. Ports.Select(Whole)];

    private static string Whole(string port)
    {
        var parts = port.Contains('/') ? port.Split('/') : [port, "tcp"];
        return parts is [var number, "tcp" or "udp"] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= ushort.MaxValue
            ? $"{value}/{parts[1]}"
            : throw new ArgumentException($"'{port}' is no port; it must be as 80, 80/tcp or 53/udp.", nameof(port));
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfraSpecs.Images.Snapshots;

/// <summary>How an image starts, a line for each setting, with the default of what is not set: a line that got lost is a change, too.</summary>
internal static class ConfigFacts
{
    public const string NotSet = " (none set)";
    public const string NotFound = "(not found)";

    /// <summary>What each image has one line of.</summary>
    public static readonly IReadOnlyList<string> Always = ["platform", "entrypoint", "cmd", "starts", "user", "workdir", "stopsignal", "healthcheck", "shell"];

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // They change with each build.
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "org.opencontainers.image.created", "org.opencontainers.image.revision", "org.opencontainers.image.version", "org.opencontainers.image.ref.name",
        "org.label-schema.build-date", "org.label-schema.vcs-ref", "org.label-schema.version", "build-date", "vcs-ref",
    };

    public static IReadOnlyList<ConfigFact> Read(ImageUnderTest image) =>
    [
        new("platform", image.Config.Platform),
        new("entrypoint", Words(image.Config.Entrypoint)),
        new("cmd", Words(image.Config.Cmd)),
        new("starts", StartedProgram.Find(image) ?? NotFound),
        new("user", UserText.Write(image)),
        new("workdir", image.Config.WorkingDir is { Length: > 0 } folder ? folder : "/" + NotSet),
        new("stopsignal", image.Config.StopSignal ?? "SIGTERM" + NotSet),
        new("healthcheck", image.Config.Healthcheck is { } check ? Healthcheck(check) : "NONE" + NotSet),
        new("shell", image.Config.Shell.Count > 0 ? Words(image.Config.Shell) : Words(["/bin/sh", "-c"]) + NotSet),
        .. image.Config.OnBuild.Select(it => new ConfigFact("onbuild", Redacted.Text(SecretMask.Text(Line(it)), Line(it)))),
        .. Sorted("env", image.Config.Env.Select(it => Redacted.Variable(Line(it)))),
        .. Sorted("port", image.Config.ExposedPorts),
        .. Sorted("volume", image.Config.Volumes.Select(volume => volume + Owner(image.Files.Resolve(volume)))),
        .. Sorted("label", image.Config.Labels.Where(it => !Passing.Contains(it.Key) && !it.Key.StartsWith("infraspecs", StringComparison.Ordinal)).Select(it => Redacted.Variable($"{it.Key}={Line(it.Value)}"))),
        .. Regional.Read(image),
    ];

    public static string Words(IEnumerable<string> words) => Words([.. words]);

    private static string Words(string[] words) => Redacted.Text(JsonSerializer.Serialize(SecretMask.Words(words), Readable), JsonSerializer.Serialize(words, Readable));

    private static IEnumerable<ConfigFact> Sorted(string key, IEnumerable<string> values) => values.Order(StringComparer.Ordinal).Select(it => new ConfigFact(key, it));

    private static string Owner(ImageFile? folder) =>
        folder is null ? " (not in the image)" : string.Create(CultureInfo.InvariantCulture, $" ({folder.OctalMode} {(uint)folder.UserId}:{(uint)folder.GroupId})");

    private static string Line(string value) => value.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) is var line && line.EndsWith(' ')
        ? line[..^1] + @"\x20"
        : line;

    private static string Healthcheck(ImageHealthcheck check) => string.Join(
        ' ',
        new[]
        {
            Words(check.Test), Time("interval", check.Interval), Time("timeout", check.Timeout), Time("start period", check.StartPeriod),
            check.Retries is { } retries ? $"retries {retries}" : null,
        }.OfType<string>());

    private static string? Time(string name, TimeSpan? time) => time is { } known ? $"{name} {FailureText.Seconds(known)}" : null;
}

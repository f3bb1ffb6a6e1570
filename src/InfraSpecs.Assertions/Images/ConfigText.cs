using System.Text.Encodings.Web;
using System.Text.Json;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions.Images;

/// <summary>An image's configuration as a failure shows it, without secrets.</summary>
internal static class ConfigText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ImageConfig config) => string.Join('\n', new[]
    {
        $"platform    {config.Platform}",
        $"user        {(config.User.Length == 0 ? "root (none set)" : config.User)}",
        $"workdir     {(config.WorkingDir.Length == 0 ? "/ (none set)" : config.WorkingDir)}",
        $"entrypoint  {Words(config.Entrypoint)}",
        $"cmd         {Words(config.Cmd)}",
        $"healthcheck {(config.Healthcheck is { } check ? Words(check.Test) : "none")}",
        $"stopsignal  {config.StopSignal ?? "SIGTERM (none set)"}",
        $"ports       {List(config.ExposedPorts)}",
        $"volumes     {List(config.Volumes)}",
    }.Concat(config.Env.Select(variable => $"env         {SecretMask.Variable(variable)}")).Concat(config.Labels.Select(label => $"label       {SecretMask.Variable($"{label.Key}={label.Value}")}")));

    /// <summary>As a Dockerfile has them: ["cron","-f"].</summary>
    public static string Words(IEnumerable<string> words) => JsonSerializer.Serialize(SecretMask.Words([.. words]), Readable);

    public static string List(IEnumerable<string> all) => string.Join(", ", all.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";
}

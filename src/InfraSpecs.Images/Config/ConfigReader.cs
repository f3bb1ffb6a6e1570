namespace InfraSpecs.Images.Config;

/// <summary>Reads an image's configuration (https://github.com/opencontainers/image-spec/blob/main/config.md, and Docker's fields beside it).</summary>
internal static class ConfigReader
{
    private const long NanosecondsPerTick = 100;

    /// <exception cref="ImageTestException">It is none; the message says which field is wrong.</exception>
    public static ImageConfiguration Read(ReadOnlyMemory<byte> json) => JsonPart.Read(json, root => new ImageConfiguration(Config(root), DiffIds(root)));

    private static ImageConfig Config(JsonPart root)
    {
        var config = new ImageConfig { Platform = Platform(root), Created = root.Time("created"), History = [.. root.Items("history").Select(History)] };
        return root.Find("config") is not { } inner ? config : config with
        {
            Entrypoint = inner.Texts("Entrypoint"),
            Cmd = inner.Texts("Cmd"),
            Env = inner.Texts("Env"),
            User = inner.Text("User"),
            WorkingDir = inner.Text("WorkingDir"),
            Labels = inner.Pairs("Labels"),
            ExposedPorts = inner.Names("ExposedPorts"),
            Volumes = inner.Names("Volumes"),
            StopSignal = inner.FindText("StopSignal"),
            Shell = inner.Texts("Shell"),
            OnBuild = inner.Texts("OnBuild"),
            Healthcheck = inner.Find("Healthcheck") is { } check ? Healthcheck(check) : null,
        };
    }

    /// <summary>"linux/arm/v7" of an object with os, architecture and variant; empty where it does not say, or says that it is no image for any.</summary>
    public static string Platform(JsonPart part) => ImagePlatform.Join(part.Text("os"), part.Text("architecture"), part.Text("variant"));

    private static ImageHistory History(JsonPart step) => new()
    {
        CreatedBy = step.Text("created_by"),
        IsEmptyLayer = step.Flag("empty_layer"),
        Created = step.Time("created"),
        Comment = step.FindText("comment"),
        Author = step.FindText("author"),
    };

    private static ImageHealthcheck? Healthcheck(JsonPart check) => check.Texts("Test") is { Count: > 0 } test
        ? new ImageHealthcheck
        {
            Test = test,
            Interval = Span(check, "Interval"),
            Timeout = Span(check, "Timeout"),
            StartPeriod = Span(check, "StartPeriod"),
            Retries = Retries(check),
            StartInterval = Span(check, "StartInterval"),
        }
        : null;

    /// <summary>Go writes times in nanoseconds, and 0 is its "not set".</summary>
    private static TimeSpan? Span(JsonPart check, string name) => check.Number(name) switch
    {
        null or 0 => null,
        < 0 => throw check.Find(name)!.Value.Not("a time of at least 0 ns"),
        { } nanoseconds => TimeSpan.FromTicks(nanoseconds / NanosecondsPerTick),
    };

    private static int? Retries(JsonPart check) => check.Number("Retries") switch
    {
        null or 0 => null,
        < 0 or > int.MaxValue => throw check.Find("Retries")!.Value.Not("a small number"),
        { } retries => (int)retries,
    };

    private static IReadOnlyList<string> DiffIds(JsonPart root)
    {
        if (root.Find("rootfs") is not { } rootfs) throw ImageTestException.Damaged("it has no rootfs, as the configuration of an image has");
        return [.. rootfs.Items("diff_ids").Select(it => BlobDigest.IsOne(it.AsText()) ? it.AsText() : throw it.Not("a digest, as sha256: and 64 hexadecimal digits,"))];
    }
}

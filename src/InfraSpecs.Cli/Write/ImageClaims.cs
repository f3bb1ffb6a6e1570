using InfraSpecs.Images;

namespace InfraSpecs.Cli.Write;

/// <summary>What a spec claims of an image.</summary>
internal static class ImageClaims
{
    private const string Image = "fixture.Image.Should()";

    /// <param name="seen">The image.</param>
    public static SpecFile Write(ImageSeen seen) => Write(seen, CSharp.Class(NameOf(seen.Reference)), "");

    /// <param name="seen">The image.</param>
    /// <param name="name">What the classes are called after.</param>
    /// <param name="suffix">Stands between that and "Specs".</param>
    public static SpecFile Write(ImageSeen seen, string name, string suffix)
    {
        var notes = new List<string>();
        var jobs = CrontabClaims.OfImage(seen, notes).ToList();
        var claims = Config(seen.Config, notes).Concat(Files(seen, notes)).Concat(jobs).Concat(Whole(seen, notes)).ToList();
        var asksEngine = claims.Any(it => it.Body.Any(line => line.StartsWith(CrontabClaims.Diagnosis, StringComparison.Ordinal)));
        return new SpecFile
        {
            Subject = $"image {seen.Reference}",
            Usings = jobs.Count > 0 ? ["InfraSpecs.Cron"] : [],
            Notes = notes,
            Classes =
            [
                new SpecClass
                {
                    Attribute = "[RequiresEngine]",
                    Declaration = $"{name}{suffix}Specs({name}Image fixture{(asksEngine ? ", EngineFixture engine" : "")}) : IClassFixture<{name}Image>",
                    Claims = claims,
                },
                new SpecClass { Declaration = $"{name}Image(EngineFixture engine) : ImageFixture(engine, {CSharp.Text(seen.Reference)})" },
            ],
        };
    }

    /// <summary>An image's name without registry, tag and digest: "nginx" of "registry:5000/library/nginx:1.27".</summary>
    public static string NameOf(string reference)
    {
        const string Digest = "sha256:";
        const int Short = 12;
        if (reference.StartsWith(Digest, StringComparison.Ordinal)) return "image" + reference[Digest.Length..][..Math.Min(Short, reference.Length - Digest.Length)];
        var last = reference.Split('@')[0].Split('/')[^1];
        return last.Split(':')[0];
    }

    private static IEnumerable<Claim> Config(ImageConfig config, List<string> notes)
    {
        foreach (var port in config.ExposedPorts.Order(StringComparer.Ordinal)) yield return new Claim($"It exposes port {Spoken(port)}", $"{Image}.ExposePort({Port(port)})");
        if (config.ExposedPorts.Count > 0) yield return new Claim("It exposes no other port", $"{Image}.NotExposeOtherPortsThan({CSharp.Texts(config.ExposedPorts.Order(StringComparer.Ordinal))})");
        var user = config.User is { Length: > 0 } named ? named : "root";
        yield return new Claim($"It runs as {user}", $"{Image}.HaveUser({CSharp.Text(user)})");
        if (Command("entry point", config.Entrypoint, notes)) yield return config.Entrypoint.Count == 0 ? new Claim("It has no entry point", $"{Image}.HaveNoEntrypoint()")
            : new Claim($"Its entry point is {config.Entrypoint[0]}", $"{Image}.HaveEntrypoint({CSharp.Texts(config.Entrypoint)})");
        if (Command("command", config.Cmd, notes)) yield return config.Cmd.Count == 0 ? new Claim("It has no command", $"{Image}.HaveNoCmd()")
            : new Claim($"Its command is {string.Join(' ', config.Cmd)}", $"{Image}.HaveCmd({CSharp.Texts(config.Cmd)})");
        if (config.WorkingDir.Length > 0)
            yield return new Claim($"It works in {(config.WorkingDir == "/" ? "the root" : config.WorkingDir)}", $"{Image}.HaveWorkingDir({CSharp.Text(config.WorkingDir)})");
        if (config.Healthcheck is { Test: [not "NONE", ..] test } && Command("health check", test, notes))
            yield return new Claim("It checks its health", $"{Image}.HaveHealthcheck({CSharp.Texts(test)})");
        if (config.StopSignal is { Length: > 0 } signal && StopSignals.Number(signal) != 0) yield return new Claim($"It stops on {signal}", $"{Image}.HaveStopSignal({CSharp.Text(signal)})");
        foreach (var volume in config.Volumes.Order(StringComparer.Ordinal)) yield return new Claim($"It declares volume {volume}", $"{Image}.DeclareVolume({CSharp.Text(volume)})");
        // Of a name that is there twice the last holds.
        foreach (var variable in config.Env.Reverse().DistinctBy(it => it.Split('=')[0]).Reverse()) yield return Variable(variable, notes);
    }

    private static Claim Variable(string variable, List<string> notes)
    {
        var equals = variable.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = equals < 0 ? (variable, "") : (variable[..equals], variable[(equals + 1)..]);
        if (SecretMask.Text(SecretMask.Variable(variable)) == variable) return new Claim($"It sets {name}", $"{Image}.HaveEnv({CSharp.Text(name)}, {CSharp.Text(value)})");
        notes.Add($"left out: the value of {name}, because it looks like a secret; that it is set is claimed");
        return new Claim($"It sets {name}", $"{Image}.HaveEnv({CSharp.Text(name)})");
    }

    /// <summary>Whether the words may be shown.</summary>
    private static bool Command(string what, IReadOnlyList<string> words, List<string> notes)
    {
        if (SecretMask.Words(words).SequenceEqual(words)) return true;
        notes.Add($"left out: the {what}, because it looks as if it had a secret in it");
        return false;
    }

    private static IEnumerable<Claim> Files(ImageSeen seen, List<string> notes)
    {
        foreach (var file in seen.Files)
        {
            var owner = (file.UserId, file.GroupId) == (0, 0) ? "" : $".And.HaveOwner({file.UserId}, {file.GroupId})";
            yield return new Claim($"It has {file.Path}", $"{Image}.HaveFile({CSharp.Text(file.Path)}).Which.Should().HaveMode({CSharp.Text(file.Mode)}){owner}");
        }

        if (seen.MoreFiles > 0)
            notes.Add($"left out: {FailureText.Count(seen.MoreFiles, "more file")} that the Dockerfile copies, because they are many; 'infraspecs inspect {seen.Reference}' lists them");
    }

    private static IEnumerable<Claim> Whole(ImageSeen seen, List<string> notes)
    {
        if (Holds("that it starts as declared", seen.StartTrouble, notes)) yield return new Claim("It starts as declared", $"{Image}.StartAsDeclared()");
        if (Holds("that it runs elsewhere", seen.PortabilityTrouble, notes)) yield return new Claim("It runs elsewhere", $"{Image}.BePortable()");
        if (Holds("that it has no secrets", seen.SecretTrouble, notes)) yield return new Claim("It has no secrets", $"{Image}.HaveNoSecrets()");
    }

    /// <summary>Whether it can be claimed: what is red at once is a note.</summary>
    public static bool Holds(string what, string? trouble, List<string> notes)
    {
        if (trouble is null) return true;
        notes.Add($"left out: {what}, because {trouble.TrimEnd('.')}");
        return false;
    }

    // "80/tcp" is 80.
    private static string Port(string port) => port.EndsWith("/tcp", StringComparison.Ordinal) && port[..^4].All(char.IsAsciiDigit) ? port[..^4] : CSharp.Text(port);

    private static string Spoken(string port) => port.EndsWith("/tcp", StringComparison.Ordinal) ? port[..^4] : port;
}

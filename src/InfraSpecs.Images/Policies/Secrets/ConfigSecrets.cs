using System.Text.RegularExpressions;
using InfraSpecs.Images.Secrets;

namespace InfraSpecs.Images.Policies.Secrets;

/// <summary>Credentials that are written down: in the environment, in the commands that made the image, and in configuration.</summary>
internal static partial class ConfigSecrets
{
    /// <param name="variable">As "NAME=value".</param>
    public static SecretFinding? InEnv(string variable)
    {
        var (name, value) = variable.IndexOf('=') is var at and >= 0 ? (variable[..at], variable[(at + 1)..]) : (variable, "");
        var place = "env " + name;
        if (Shapes(value) is { } shape) return new SecretFinding { Kind = shape.Kind, Place = place, What = shape.What };
        if (CredentialText.IsName(name) && CredentialText.IsValue(value)) return new SecretFinding
        {
            Kind = SecretKind.Credential,
            Place = place,
            What = $"{name} is given a value",
        };
        return CredentialText.Find(value).Select(it => new SecretFinding { Kind = SecretKind.Credential, Place = place, What = What(it.Name) }).FirstOrDefault();
    }

    /// <summary>In labels, and in what is run.</summary>
    public static IEnumerable<SecretFinding> InStart(ImageConfig config)
    {
        foreach (var label in config.Labels.Select(label => InEnv($"{label.Key}={label.Value}")).OfType<SecretFinding>()) yield return label with { Place = "label" + label.Place[3..] };
        (string Place, IReadOnlyList<string> Words)[] commands = [("entrypoint", config.Entrypoint), ("cmd", config.Cmd), ("healthcheck", config.Healthcheck?.Test ?? []), ("onbuild", config.OnBuild)];
        foreach (var found in commands.Select(it => InCommand(it.Place, string.Join(' ', it.Words))).OfType<SecretFinding>()) yield return found;
    }

    /// <param name="config">The image's configuration.</param>
    /// <param name="known">What was found in the rest of it: the step that sets it is not said again.</param>
    public static IEnumerable<SecretFinding> InHistory(ImageConfig config, IReadOnlyList<SecretFinding> known)
    {
        var names = known.Select(it => it.Place[(it.Place.IndexOf(' ') + 1)..]).ToHashSet(StringComparer.Ordinal);
        for (var step = 0; step < config.History.Count; step++)
        {
            var command = config.History[step].CreatedBy;
            if (SettingStep().Match(command) is { Success: true } env && names.Contains(env.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)) continue;
            var place = $"history {step + 1}";
            if (Shapes(command) is { } shape) yield return new SecretFinding { Kind = shape.Kind, Place = place, What = shape.What };
            // An ARG is in each step that follows it.
            foreach (var name in CredentialText.Find(command).Select(it => it.Name).Distinct().Where(names.Add)) yield return new SecretFinding
            {
                Kind = SecretKind.Credential,
                Place = place,
                What = What(name),
            };
        }
    }

    /// <summary>In files of variables, and in configuration below the working directory that the image's maker put there.</summary>
    public static IEnumerable<SecretFinding> InFile(ImageFile file, ReadOnlyMemory<byte> content, string workingDirectory)
    {
        if (!IsOne(file, workingDirectory)) yield break;
        var text = CredentialText.Decode(content);
        foreach (var (name, at) in CredentialText.Find(text).DistinctBy(it => it.Name))
        {
            yield return new SecretFinding { Kind = SecretKind.Credential, Place = file.Path, What = What(name), Line = text.AsSpan(0, at).Count('\n') + 1 };
        }
    }

    private static bool IsOne(ImageFile file, string workingDirectory)
    {
        var folder = workingDirectory.TrimEnd('/');
        return VariablesFile().IsMatch(file.Name)
            || (folder.Length > 0 && file.Path.StartsWith(folder + "/", StringComparison.Ordinal) && Configuration().IsMatch(file.Name) && !Foreign().IsMatch(file.Path[folder.Length..]));
    }

    private static SecretFinding? InCommand(string place, string command) =>
        Shapes(command) is { } shape ? new SecretFinding { Kind = shape.Kind, Place = place, What = shape.What }
        : CredentialText.Find(command).Select(it => new SecretFinding { Kind = SecretKind.Credential, Place = place, What = What(it.Name) }).FirstOrDefault();

    private static string What(string name) => name.Length == 0 ? "password or token in an address or header" : $"{name} is given a value";

    private static (SecretKind Kind, string What)? Shapes(string text) =>
        SecretShapes.Find(System.Text.Encoding.UTF8.GetBytes(text)).Select(it => ((SecretKind, string)?)(it.Kind, it.What)).FirstOrDefault();

    [GeneratedRegex(@"^(?:/bin/sh -c #\(nop\)\s+)?(?:(?:ENV|LABEL) (?<name>[^=\s]+)|(?<name>ENTRYPOINT|CMD|HEALTHCHECK|ONBUILD)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex SettingStep();

    [GeneratedRegex(@"^\.env(?:\.(?!example$|sample$|template$|dist$|defaults?$)[\w.-]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex VariablesFile();

    [GeneratedRegex(@"(?i)\.(?:ya?ml|json|properties|ini|conf|cfg|cnf|toml|xml|env)$", RegexOptions.CultureInvariant)]
    private static partial Regex Configuration();

    // What others wrote: libraries and their tests.
    [GeneratedRegex("/(?:node_modules|vendor|site-packages|dist-packages|bower_components|gems)/", RegexOptions.CultureInvariant)]
    private static partial Regex Foreign();
}

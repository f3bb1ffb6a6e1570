namespace InfraSpecs.Images.Structure.Checks;

/// <summary>The variables that the original takes values from.</summary>
internal static class ContainerEnvironment
{
    public static Dictionary<string, string> Read(ImageConfig config) => Read(config.Env);

    /// <summary>The image's with the file's globalEnvVars, which version 1 knows only together with a setup.</summary>
    public static Dictionary<string, string> Read(CheckContext context)
    {
        var environment = Read(context.Image.Config);
        return context.Schema.Version == 1 ? environment : With(environment, Expanded(context.Schema.Variables, environment));
    }

    public static Dictionary<string, string> Read(IEnumerable<string> pairs)
    {
        var environment = new Dictionary<string, string>();
        foreach (var pair in pairs.Select(it => it.Split('=', 2))) environment[pair[0]] = pair.ElementAtOrDefault(1) ?? "";
        return environment;
    }

    /// <summary>Values whose variables are replaced, all by what there was before.</summary>
    public static IReadOnlyList<NamedValue> Expanded(IEnumerable<NamedValue> variables, IReadOnlyDictionary<string, string> environment) =>
        [.. variables.Select(it => it with { Value = GoExpansion.Expand(it.Value, environment) })];

    public static Dictionary<string, string> With(IReadOnlyDictionary<string, string> environment, IEnumerable<NamedValue> variables)
    {
        var both = new Dictionary<string, string>(environment);
        foreach (var variable in variables) both[variable.Name] = variable.Value;
        return both;
    }

    public static List<string> Pairs(IReadOnlyDictionary<string, string> environment) => [.. environment.Select(it => $"{it.Key}={it.Value}")];
}

namespace InfraSpecs.Images.Behaviour;

/// <summary>Leaves secrets of an environment out of what is shown: the values of variables that are called a password, token, secret, and passwords in addresses.</summary>
internal sealed class EnvironmentMask
{
    private const string Stars = "***";

    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly KnownSecrets _secrets;

    public EnvironmentMask(IReadOnlyDictionary<string, string> environment)
    {
        _environment = environment;
        _secrets = new KnownSecrets(environment.Select(it => CommandText.SecretIn(it.Key, it.Value)).OfType<string>());
    }

    /// <summary>The environment on one line, "NAME=value", in the order of the names.</summary>
    public string Environment => _environment.Count == 0
        ? "nothing set"
        : string.Join(' ', _environment.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => Quoted(it.Key, it.Value)));

    public string Apply(string text) => _secrets.Mask(text);

    /// <summary>Whether a secret of this environment is in its last lines.</summary>
    public bool Hides(ContainerExit exit) => exit.LastLines.Any(line => _secrets.AreIn(line.Text));

    /// <summary>A shell may have put a variable's value on a command line.</summary>
    public ImageProcess Apply(ImageProcess process) => process with { Words = [.. process.Words.Select(_secrets.Mask)] };

    private string Quoted(string name, string value) =>
        CommandText.SecretIn(name, value) is { } secret && secret == value ? $"{name}={Stars}" : Apply(value.Any(char.IsWhiteSpace) ? $"{name}='{value}'" : $"{name}={value}");
}

using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary>In what form a verb tells what it did.</summary>
internal enum OutputFormat
{
    Text,
    Json,
    JUnit,
}

/// <summary><c>--json</c>: every verb has it that tells something.</summary>
internal sealed class JsonOption : Option<bool>
{
    public const string OptionName = "--json";

    public JsonOption(params string[] aliases)
        : base(OptionName, aliases) => Description = "As JSON, one document: sizes in bytes, times in UTC. Progress is on standard error then.";

    /// <summary>The same as <see cref="FormatOption"/> has it, of a verb that has that too.</summary>
    public static OutputFormat FormatOf(ParseResult parsed)
    {
        var options = parsed.CommandResult.Command.Options;
        if (options.OfType<JsonOption>().FirstOrDefault() is not { } json) return parsed.UnmatchedTokens.Contains(OptionName) ? OutputFormat.Json : OutputFormat.Text;
        if (parsed.GetResult(json) is { Implicit: false } said && said.Tokens is not [{ Value: "false" }]) return OutputFormat.Json;
        return options.OfType<FormatOption>().FirstOrDefault() is { } format && parsed.GetResult(format) is { Tokens: [{ Value: var value }] } ? FormatOption.Parse(value) : OutputFormat.Text;
    }
}

/// <summary><c>--output</c>: verbs have it that give verdicts.</summary>
internal sealed class FormatOption : Option<string>
{
    private static readonly Dictionary<string, OutputFormat> Known = new() { ["text"] = OutputFormat.Text, ["json"] = OutputFormat.Json, ["junit"] = OutputFormat.JUnit };

    public FormatOption()
        : base("--output", "-o")
    {
        Description = "text, json or junit.";
        DefaultValueFactory = _ => "text";
        Validators.Add(said =>
        {
            if (said.Tokens is [var token, ..] && !Known.ContainsKey(token.Value)) said.AddError($"{Name} {token.Value} is not supported; there are {string.Join(", ", Known.Keys)}.");
        });
    }

    public static OutputFormat Parse(string said) => Known.GetValueOrDefault(said);
}

using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary>The name of a named thing, as it is written in a shell.</summary>
internal static class NamedArgument
{
    /// <summary>One that must be there.</summary>
    public static Argument<string> Create() => Checked(new Argument<string>("name") { Description = "Its name." });

    /// <summary>One for what is to be made.</summary>
    /// <param name="usual">What it is called where nothing is said.</param>
    public static Argument<string> Create(string usual) => Checked(new Argument<string>("name")
    {
        Description = "Its name: up to 30 lower-case letters, digits and '-'.", DefaultValueFactory = _ => usual,
    });

    private static Argument<string> Checked(Argument<string> name)
    {
        name.Validators.Add(said =>
        {
            if (said.Tokens is [{ Value: var value }, ..] && !NamedThing.IsNamedWell(value)) said.AddError($"'{value}' is no name; {NamedThing.NameRule}.");
        });
        return name;
    }
}

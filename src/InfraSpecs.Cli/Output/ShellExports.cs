namespace InfraSpecs.Cli;

/// <summary>Variables as lines for a shell's eval: sh and its like.</summary>
internal static class ShellExports
{
    public static IEnumerable<string> Of(IReadOnlyDictionary<string, string> variables) => variables.Select(it => $"export {it.Key}={Quoted(it.Value)}");

    private static string Quoted(string text) =>
        text.Length > 0 && text.All(it => char.IsAsciiDigit(it) || it == '.') ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}

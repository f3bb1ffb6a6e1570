using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary>`infraspecs completion SHELL`: the lines by which a shell completes the command. The verbs and options come from the command itself.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _infraspecs() {
              local line=${COMP_LINE:0:COMP_POINT} IFS=$'\n'
              line=${line#* }
              COMPREPLY=($(infraspecs "[suggest:${#line}]" "$line" 2>/dev/null))
            }
            complete -o default -F _infraspecs infraspecs
            """,
        ["zsh"] = """
            _infraspecs() {
              local line="${BUFFER[1,CURSOR]#* }"
              local -a found=("${(@f)$(infraspecs "[suggest:${#line}]" "$line" 2>/dev/null)}")
              compadd -- $found || _files
            }
            compdef _infraspecs infraspecs
            """,
        ["fish"] = """
            function __infraspecs
              set -l line (string replace -r '^\S+ ' '' -- (commandline -cp))
              infraspecs "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c infraspecs -a '(__infraspecs)'
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = $"Which: {string.Join(", ", Scripts.Keys)}." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print the lines by which a shell completes this command: eval \"$(infraspecs completion bash)\"") { shell };
        command.SetAction(parsed => Console.Out.WriteLine(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}

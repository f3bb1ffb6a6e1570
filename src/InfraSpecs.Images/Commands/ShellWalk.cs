using InfraSpecs.Images.Loading;

namespace InfraSpecs.Images.Commands;

/// <summary>A program that a shell's text starts, and where.</summary>
internal sealed record ShellStart(IReadOnlyList<string> Words, string Path, string Folder);

/// <summary>Finds the programs that a shell's text starts whatever happens, as far as that can be told.</summary>
internal sealed class ShellWalk
{
    private readonly List<ShellStart> _starts = [];
    private readonly string[] _arguments;
    private string _path;
    private string _folder;
    private bool _isEnded;

    private ShellWalk(string path, string folder, string[] arguments) => (_path, _folder, _arguments) = (path, folder, arguments);

    public IReadOnlyList<ShellStart> Starts => _starts;

    /// <summary>Why not all is known, in half a sentence; null where it is.</summary>
    public string? Unknown { get; private set; }

    /// <param name="text">What follows -c.</param>
    /// <param name="path">PATH.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">$1 and on.</param>
    public static ShellWalk Follow(string text, string path, string folder, string[] arguments)
    {
        var walk = new ShellWalk(path, folder, arguments);
        var (commands, isWhole) = ShellList.Read(text);
        ShellCommand? before = null;
        foreach (var (at, command) in commands.Index())
        {
            // What comes after || runs where something failed; what comes after a question depends on the answer.
            var isSure = command.Before != "||" && !(command.Before == "&&" && (before is null || before.Before == "||" || IsQuestion(before)));
            if (isSure && !HasSubstitute(commands, at) && !walk._isEnded && walk.Unknown is null) walk.Take(command.Words);
            before = isSure || command.Before == "&&" && !IsQuestion(before!) ? command : before;
        }

        if (!isWhole && !walk._isEnded) walk.Unknown ??= "it is more than a list of commands";
        return walk;
    }

    /// <summary>What follows after || makes up for a program that is not there, unless it only ends with the failure. An exec that fails ends the shell.</summary>
    private static bool HasSubstitute(IReadOnlyList<ShellCommand> commands, int at) => at + 1 < commands.Count && commands[at + 1] is { Before: "||", Words: [var next, ..] }
        && next.Text is not ("exit" or "return" or "false" or "kill") && commands[at].Words[0].Text != "exec";

    private static bool IsQuestion(ShellCommand command) => command.Words.FirstOrDefault(it => !ShellWords.IsAssignment(it.Text)) is { } word && ShellWords.IsAsking(Paths.Name(word.Text));

    private void Take(IReadOnlyList<ShellWord> words)
    {
        var path = _path;
        var at = 0;
        for (; at < words.Count && ShellWords.IsAssignment(words[at].Text); at++)
        {
            if (!words[at].Text.StartsWith("PATH=", StringComparison.Ordinal)) continue;
            if (!words[at].IsCertain) Unknown = "it changes PATH";
            else path = words[at].Text["PATH=".Length..];
        }

        if (at == words.Count) _path = path;
        else if (Unknown is null) Command([.. words.Skip(at)], path);
    }

    private void Command(ShellWord[] words, string path)
    {
        var first = words[0];
        if (first is { IsCertain: true, Text: "exec" or "command" } && words.Length > 1 && !words[1].Text.StartsWith('-'))
        {
            Command(words[1..], path);
            _isEnded |= first.Text == "exec";
        }
        else if (first.Text == "$@" && _arguments.Length > 0) _starts.Add(new ShellStart(_arguments, path, _folder));
        else if (!first.IsCertain) Unknown = $"\"{first.Text}\" is known only when it runs";
        else if (ShellWords.IsBuiltIn(first.Text)) BuiltIn(words);
        else _starts.Add(new ShellStart([.. words.TakeWhile(it => it.IsCertain).Select(it => it.Text)], path, _folder));
    }

    private void BuiltIn(ShellWord[] words)
    {
        switch (words[0].Text)
        {
            // It only redirects, for all that follows.
            case "exec" when words.Length == 1:
                break;
            case "command" when words is [_, { Text: "-v" or "-V" }, ..]:
                break;
            case "exit" or "return":
                _isEnded = true;
                break;
            case "." or "source" or "eval" or "alias" or "trap" or "exec" or "command":
                Unknown = $"what `{words[0].Text}` does is not followed";
                break;
            case "cd" when words is [_, { IsCertain: true, Text: var folder }] && folder != "-":
                _folder = Paths.From(_folder, folder);
                break;
            case "cd" or "pushd" or "popd":
                Unknown = "where it changes to is known only when it runs";
                break;
            case "export" or "declare" or "readonly" or "typeset" when words.Any(it => it.Text.StartsWith("PATH=", StringComparison.Ordinal)):
                Unknown = "it changes PATH";
                break;
        }
    }
}

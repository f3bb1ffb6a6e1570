using InfraSpecs.Images.Commands;
using InfraSpecs.Images.Loading;

namespace InfraSpecs.Images.Portability;

/// <summary>Looks at the first lines of executable scripts.</summary>
internal sealed class ScriptCheck(ImageUnderTest image, StartedFiles started, RootCauses causes)
{
    private readonly string _path = image.Config.Variable("PATH") ?? CommandWalk.UsualPath;
    private readonly string _folder = image.Config.WorkingDir.Length == 0 ? "/" : image.Config.WorkingDir;
    private readonly ProgramSearch _search = new(image.Files, started.Account);

    public int Count { get; private set; }

    public void Check(ImageFile file)
    {
        if (file.Content is not { } content || Shebang.Read(content.Span) is not { } script) return;
        Count++;
        if (EndsInReturn(script)) Return(file, script);
        else if (_search.Find(script.Interpreter, "", _folder).File is null) Missing(file, script.Interpreter, $"the interpreter {script.Interpreter}, which is not in the image");
        else if (script.Argument is { } argument && Paths.Name(script.Interpreter) == "env") Env(file, script, argument);
    }

    /// <summary>Perl takes a return after its options for white space.</summary>
    private static bool EndsInReturn(Shebang script) =>
        script.EndsInReturn && !(script.Argument is not null && Paths.Name(script.Interpreter).StartsWith("perl", StringComparison.Ordinal));

    private void Env(ImageFile file, Shebang script, string argument)
    {
        if (Wrapper.Parse("env", [argument, file.Path]) is not { IsCertain: true } inner || inner.Words[0] == file.Path) return;
        var name = inner.Words[0];
        if (_search.Find(name, inner.Path ?? _path, _folder).File is not null) return;
        Missing(file, name, name.Contains(' ')
            ? $"\"{name}\" as one name, since the kernel hands all of {script} on in one piece: write env -S"
            : $"{name} ({script}), which is in no folder of PATH");
    }

    /// <summary>A script that nothing is known to start may be one that nobody misses.</summary>
    private void Missing(ImageFile file, string interpreter, string what) => causes.Add(
        PortabilityFault.InterpreterMissing, interpreter, file.Path, who => $"{who} {(who.AreMany ? "ask" : "asks")} for {what}", isNote: !started.Has(file.Path));

    private void Return(ImageFile file, Shebang script)
    {
        var isOnPath = started.Has(file.Path) || _path.Split(':').Any(it => image.Files.Resolve(it)?.Path == Paths.Folder(file.Path));
        var asked = (script.Argument ?? script.Interpreter).TrimEnd('\r');
        causes.Add(PortabilityFault.ScriptEndsInReturn, "CR", file.Path, who => $"{who}: shebang ends in CR, so that \"{who.Detail}\\r\" is asked for; save with LF as line end", asked,
            isNote: !isOnPath);
    }
}

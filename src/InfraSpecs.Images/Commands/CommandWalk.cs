using System.Text;
using InfraSpecs.Images.Accounts;
using InfraSpecs.Images.Loading;

namespace InfraSpecs.Images.Commands;

/// <summary>Follows a command from its first word to all programs that it certainly starts: through first lines of scripts, shells, env and the like.</summary>
internal sealed class CommandWalk
{
    /// <summary>What the engine sets where an image sets none.</summary>
    public const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private const int Deepest = 12;
    private readonly ImageUnderTest _image;
    private readonly string _role;
    private readonly List<CommandStep> _steps = [];
    private readonly List<string> _unknown = [];

    private CommandWalk(ImageUnderTest image, string role) => (_image, _role) = (image, role);

    /// <returns>The programs, the first first; and what could not be followed, in half sentences.</returns>
    public static (IReadOnlyList<CommandStep> Steps, IReadOnlyList<string> Unknown) Follow(ImageUnderTest image, Account account, DeclaredCommand command)
    {
        var walk = new CommandWalk(image, command.Role);
        var folder = image.Config.WorkingDir.Length == 0 ? "/" : image.Config.WorkingDir;
        walk.Step(command.Words, new Place(StartedBy.Engine, null, image.Config.Variable("PATH") ?? UsualPath, folder, account, 0));
        return (walk._steps, walk._unknown);
    }

    private void Step(IReadOnlyList<string> words, Place place)
    {
        var hit = place.SearchIn(_image.Files).Find(words[0], place.Path, place.Folder);
        var script = hit.File is { Kind: ImageFileKind.File, Elf: null, Content: { } content } ? Shebang.Read(content.Span) : null;
        _steps.Add(new CommandStep(_role, place.By, place.From, words[0], place.Path, hit, place.Account, script));
        if (hit.File is not { Kind: ImageFileKind.File } file || place.Depth >= Deepest) return;
        string[] arguments = [.. words.Skip(1)];
        if (script is null) Program(words[0], arguments, place);
        else if (!script.EndsInReturn) Interpreter(script, hit.Path!, file, arguments, place);
    }

    private void Interpreter(Shebang script, string path, ImageFile file, string[] arguments, Place place)
    {
        string[] first = script.Argument is null ? [script.Interpreter] : [script.Interpreter, script.Argument];
        Step([.. first, path, .. arguments], place.Deeper(StartedBy.Kernel, path) with { Reading = file });
    }

    private void Program(string word, string[] arguments, Place place)
    {
        var name = Paths.Name(word);
        if (ShellWords.IsShell(name)) Shell(name, arguments, place);
        else if (name == "busybox" && arguments.Length > 0) Program(arguments[0], arguments[1..], place);
        else if (Wrapper.Parse(name, arguments) is { IsCertain: true } inner) Wrapped(name, inner, place);
        else if (Wrapper.Parse(name, arguments) is not null) _unknown.Add($"what {name} starts is not known: its options are not followed");
    }

    private void Wrapped(string name, Wrapped inner, Place place) => Step(inner.Words, place.Deeper(place.Reading is null ? StartedBy.Program : StartedBy.Kernel, name) with
    {
        Path = inner.Path ?? place.Path,
        Account = inner.User is { } user ? Account.Resolve(_image, user) : place.Account,
        Reading = place.Reading,
    });

    private void Shell(string name, string[] arguments, Place place)
    {
        var options = ShellOptions.Parse(arguments);
        if (options.Count == arguments.Length) return;
        var (first, rest) = (arguments[options.Count], arguments[(options.Count + 1)..]);
        if (!options.IsKnown) _unknown.Add($"what {name} starts is not known: its options are not followed");
        else if (options.IsText) Text(name, first, rest, place with { IsLogin = options.IsLogin });
        else Script(name, first, rest, place);
    }

    private void Text(string name, string text, string[] arguments, Place place)
    {
        var walk = ShellWalk.Follow(text, place.Path, place.Folder, [.. arguments.Skip(1)]);
        foreach (var start in walk.Starts)
        {
            if (place.IsLogin && !start.Words[0].Contains('/')) _unknown.Add($"where {name} finds {start.Words[0]} is not known: as a login shell, it lets /etc/profile set PATH");
            else Step(start.Words, place.Deeper(StartedBy.Program, name + " -c") with { Path = start.Path, Folder = start.Folder });
        }

        if (walk.Unknown is { } unknown) _unknown.Add($"not all that {name} -c starts is known: {unknown}");
    }

    /// <summary>A script that passes its arguments on, unseen, starts them.</summary>
    private void Script(string name, string path, string[] arguments, Place place)
    {
        var file = place.Reading;
        if (file is null)
        {
            var hit = place.SearchIn(_image.Files).Find(path.Contains('/') ? path : "./" + path, place.Path, place.Folder);
            _steps.Add(new CommandStep(_role, StartedBy.Reader, name, path, place.Path, hit, place.Account, null));
            file = hit.File;
        }

        if (arguments.Length == 0 || file?.Content is not { } content) return;
        var (passing, before) = PassedArguments.In(Encoding.UTF8.GetString(content.Span));
        switch (passing)
        {
            case Passing.Certain: Step([.. before, .. arguments], place.Deeper(StartedBy.Program, path)); break;
            case Passing.Possible: _unknown.Add($"whether {path} starts {arguments[0]} is not known: it looks at its arguments first"); break;
        }
    }

    /// <summary>Where and how a program is started.</summary>
    private sealed record Place(StartedBy By, string? From, string Path, string Folder, Account Account, int Depth)
    {
        /// <summary>The script that the kernel hands to the program.</summary>
        public ImageFile? Reading { get; init; }

        /// <summary>Whether a shell reads /etc/profile first, which sets PATH.</summary>
        public bool IsLogin { get; init; }

        public ProgramSearch SearchIn(ImageTree files) => new(files, Account);

        public Place Deeper(StartedBy by, string from) => this with { By = by, From = from, Depth = Depth + 1, Reading = null, IsLogin = false };
    }
}

using InfraSpecs.Images.Accounts;
using InfraSpecs.Images.Commands;

namespace InfraSpecs.Images.Starting;

/// <summary>Looks at one program that is started.</summary>
internal sealed class StepCheck(ImageUnderTest image)
{
    private const string ByGrace = "it starts only where the engine still has CAP_DAC_OVERRIDE when it becomes that user, as Docker has unless it is dropped";
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <returns>Null where nothing speaks against it; whether it can be loaded is another matter.</returns>
    public StartFinding? Check(CommandStep step) => Problem(step) is var (fault, text) ? new StartFinding(step.Role, fault, $"{Subject(step)} {text}") : null;

    /// <summary>What cannot be known of one that nothing speaks against; null where nothing is left to be known.</summary>
    public StartFinding? Doubt(CommandStep step) => Check(step) is not null ? null : Unread(step) ?? ByGraceOnly(step);

    private static StartFinding? Unread(CommandStep step) => step is { By: not StartedBy.Reader, Hit.File: { Kind: ImageFileKind.File, Elf: null, Content: null, Size: var size } }
        ? new StartFinding(step.Role, StartFault.NotJudged, $"{Subject(step)} is no ELF program, and whether it is a script is not known: of its {size} bytes none was kept") : null;

    /// <summary>
    /// What the engine itself starts is started with the engine's capabilities, which go when the program begins: a user that has no right to it may start it all the same
    /// (Docker 26.1.5 does; not with <c>--cap-drop ALL</c>). So nothing is known but that.
    /// </summary>
    private StartFinding? ByGraceOnly(CommandStep step) => step is { Hit: { Path: { } path, File: { Kind: ImageFileKind.File } file }, By: StartedBy.Engine or StartedBy.Kernel }
        && (file.Mode & Executable) != 0 && NoRight(step.Account, path, file) is { } denied ? new StartFinding(step.Role, StartFault.NotJudged, $"{Subject(step)} {denied}: {ByGrace}") : null;

    private (StartFault, string)? Problem(CommandStep step) => step.Hit switch
    {
        _ when step is { From: "gosu" or "su-exec", Account.Problem: { } problem } => (StartFault.UserUnknown, $"is not started: {problem}"),
        // What a script's first line asks for is looked at with what else it takes to load it.
        { File: null } when step.By is StartedBy.Kernel => null,
        { Path: null } => (StartFault.NotFound, step.Word.Length == 0 ? "is an empty word" : $"is in no folder of PATH ({step.SearchPath})"),
        { File: null } => (StartFault.NotFound, NotThere(step)),
        { IsBelowHere: true } when step.By is StartedBy.Engine => (StartFault.NotPermitted, $"is found by a folder of PATH that is no absolute path ({step.SearchPath}), which the engine refuses"),
        { File.Kind: not ImageFileKind.File } => (StartFault.NoProgram, $"is a {Words(step.Hit.File.Kind)}"),
        _ => Denied(step, step.Hit.Path, step.Hit.File) is { } denied ? (StartFault.NotPermitted, denied)
            : Strange(step, step.Hit.File) is { } strange ? (StartFault.NoProgram, strange) : null,
    };

    private string NotThere(CommandStep step)
    {
        if (image.Files.Find(step.Hit.Path!) is { Kind: ImageFileKind.SymbolicLink } link) return $"is a link to {link.LinkTarget}, which leads nowhere";
        var isShellForm = step is { From: null, Word: "/bin/sh", By: StartedBy.Engine };
        return "is not in the image" + (isShellForm ? ": the shell form needs it; write the command as a list, or take an image with a shell" : "");
    }

    private string? Denied(CommandStep step, string path, ImageFile file)
    {
        var isRead = step.By is StartedBy.Reader || step.Script is not null;
        if (step.By is not StartedBy.Reader && (file.Mode & Executable) == 0) return $"is not executable ({file.OctalMode})";
        if (step.By is StartedBy.Program && NoRight(step.Account, path, file) is { } denied) return denied;
        if (isRead && (Closed(step.Account, path) ?? Closed(step.Account, file.Path)) is { } closed) return closed;
        return isRead && !step.Account.MayRead(file) ? $"is not readable by user {step.Account.Name}, and its interpreter reads it ({Owned(file)})" : null;
    }

    private string? NoRight(Account account, string path, ImageFile file) =>
        Closed(account, path) ?? Closed(account, file.Path) ?? (account.MayRun(file) ? null : $"is not executable by user {account.Name} ({Owned(file)})");

    private string? Closed(Account account, string path) =>
        account.ClosedFolder(image.Files, path) is { } folder ? $"cannot be reached by user {account.Name}: {folder.Path} is closed to it ({Owned(folder)})" : null;

    /// <summary>Shells, and programs that use execvp(3), take /bin/sh for a file that the kernel does not know.</summary>
    private static string? Strange(CommandStep step, ImageFile file)
    {
        if (step.Script is not null || file.Elf is { IsLoadable: true } || file.Elf?.Damage is not null || step.By is StartedBy.Reader) return null;
        if (step.By is StartedBy.Program) return IsBinary(file) ? "is no program for Linux, and no text that a shell reads" : null;
        if (file.Size == 0) return "is empty (exec format error)";
        if (file.Elf is not null) return "is a part of a program, not a program (exec format error)";
        return file.Content is null ? null : "is no program: it begins neither as one nor with #! (exec format error)";
    }

    /// <summary>Shells read no text with a zero in its first line.</summary>
    private static bool IsBinary(ImageFile file)
    {
        if (file is not { Elf: null, Content: { } content }) return false;
        var first = content.Span[..Math.Min(content.Length, 128)];
        return (first.IndexOf((byte)'\n') is var end and >= 0 ? first[..end] : first).Contains((byte)0);
    }

    private static string Subject(CommandStep step)
    {
        var name = step.Hit.Path ?? step.Word;
        return step.From is null ? $"{step.Role} {name}" : $"{name} ({step.Role}, started by {step.From})";
    }

    private static string Owned(ImageFile file) => $"{file.OctalMode}, owner {file.UserId}:{file.GroupId}";

    private static string Words(ImageFileKind kind) => kind switch
    {
        ImageFileKind.CharacterDevice or ImageFileKind.BlockDevice => "device",
        ImageFileKind.Fifo => "named pipe",
        _ => "directory",
    };
}

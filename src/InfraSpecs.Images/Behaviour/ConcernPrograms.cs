namespace InfraSpecs.Images.Behaviour;

/// <summary>Which programs a container is busy with.</summary>
internal static class ConcernPrograms
{
    /// <summary>Options of interpreters whose value is the next word.</summary>
    private static readonly HashSet<string> Valued = ["-cp", "-classpath", "--class-path", "--module-path", "-W", "-X", "-r", "--require", "--import"];

    public static IReadOnlyList<ConcernProgram> Find(IReadOnlyList<ImageProcess> processes, IReadOnlyList<ImagePort> ports)
    {
        var names = new Dictionary<int, string>();
        foreach (var process in processes.OrderBy(it => it.Id)) NameOf(process);
        return
        [
            .. Counted(processes, names).GroupBy(it => names[it.Id]).Select(it => new ConcernProgram(
                it.Key, [.. it.Select(process => process.Id).Order()], [.. ports.Where(port => port.ProcessIds.Intersect(it.Select(process => process.Id)).Any())]))
                .OrderBy(it => it.ProcessIds[0]),
        ];

        // A parent has a lower id, unless numbers have begun anew.
        string NameOf(ImageProcess process)
        {
            if (names.TryGetValue(process.Id, out var known)) return known;
            names[process.Id] = ProgramKind.FileName(process); // ends a circle
            var parent = processes.FirstOrDefault(it => it.Id == process.ParentId);
            return names[process.Id] = Name(process, parent, parent is null ? null : NameOf(parent));
        }
    }

    /// <summary>The program's name, and of an interpreter the script's besides. What has renamed itself, and what an interpreter starts without a script, as multiprocessing does, is its
    /// parent's, if that is of the same file.</summary>
    private static string Name(ImageProcess process, ImageProcess? parent, string? parentsName)
    {
        var copies = parent is not null && process.Program.Length > 0 && parent.Program == process.Program;
        var file = ProgramKind.Last(process.Program);
        if (!ProgramKind.IsInterpreter(file)) return ProgramKind.CalledBy(process) ?? (copies ? parentsName! : ProgramKind.FileName(process));
        if (Script(process) is { } script) return ProgramKind.IsStarter(script) ? script : $"{file} {script}";
        return copies ? parentsName! : file;
    }

    private static string? Script(ImageProcess process)
    {
        if (process.Words is [var only] && ProgramKind.Title(only) is var title && title != only) return title;
        if (process.Words.Skip(1).TakeWhile(it => it is not ("-c" or "-e" or "--eval")).ToList() is not { Count: > 0 } words) return null;
        if (words.FindIndex(it => it is "-m" or "-jar") is >= 0 and var at && at + 1 < words.Count) return ProgramKind.Last(words[at + 1]);
        return words.Where((it, at) => !it.StartsWith('-') && (at == 0 || !Valued.Contains(words[at - 1]))).FirstOrDefault() is { } script ? ProgramKind.Last(script) : null;
    }

    private static List<ImageProcess> Counted(IReadOnlyList<ImageProcess> all, Dictionary<int, string> names)
    {
        var parents = all.ToDictionary(it => it.Id, it => it.ParentId);
        var processes = all.Where(it => !IsJob(it)).ToList();
        var work = processes.Where(it => !ProgramKind.IsStarter(names[it.Id]) && !ProgramKind.IsShell(it) && !ProgramKind.IsWaiter(names[it.Id])).ToList();
        if (work.Count > 0) return work;
        var waiting = processes.Where(it => ProgramKind.IsWaiter(names[it.Id])).ToList();
        if (waiting.Count > 0 && !processes.Any(ProgramKind.IsShell)) return waiting;
        return processes.FindAll(ProgramKind.IsShell) is { Count: > 0 } shells ? shells : processes;

        bool IsJob(ImageProcess process)
        {
            var id = process.ParentId;
            while (parents.TryGetValue(id, out var above) && !ProgramKind.IsScheduler(names[id])) id = above;
            return parents.ContainsKey(id) && !ProgramKind.IsScheduler(names[process.Id]);
        }
    }
}

namespace InfraSpecs.Images.Behaviour;

/// <summary>What keeps a container from ending at its stop signal, by what its process 1 is and does with signals (signal(7); kill(2), "Notes", on process 1).</summary>
internal static class StopCause
{
    public static string Explain(IReadOnlyList<ImageProcess> processes, StopSignal signal)
    {
        var main = processes.First(it => it.Id == 1);
        if (signal.IsKill) return "Its stop signal is SIGKILL, and it was there all the same: look at the engine's machine.";
        IReadOnlyList<ImageProcess> children = [.. processes.Where(it => it.ParentId == 1 && !it.IsZombie)];
        if (ProgramKind.IsShell(main)) return OfShell(main, children, signal);
        if (ProgramKind.IsInit(ProgramKind.FileName(main)) && children is [var child, ..]) return OfInit(main, child, signal);
        if (main.Signals.Ignores(signal.Number)) return $"PID 1, `{main.CommandLine}`, ignores {signal.Name}: name a signal that it heeds in STOPSIGNAL.";
        return main.Signals.Takes(signal.Number)
            ? $"PID 1, `{main.CommandLine}`, takes {signal.Name} and had not ended yet: it waits for something, or needs a longer grace period."
            : $"PID 1, `{main.CommandLine}`, has no handler for {signal.Name}, and the kernel ends process 1 by no signal that it does not handle: handle it, name another in STOPSIGNAL, "
              + "or start it under an init (tini as ENTRYPOINT, or `docker run --init`).";
    }

    // What an init passes on, ends every program that does not handle it.
    private static string OfInit(ImageProcess init, ImageProcess child, StopSignal signal) =>
        $"PID 1 is an init, `{init.CommandLine}`; its child `{child.CommandLine}` (pid {child.Id}) "
        + (child.Signals.Ignores(signal.Number) ? $"ignores {signal.Name}: name a signal that it heeds in STOPSIGNAL."
            : child.Signals.Takes(signal.Number) ? $"takes {signal.Name} and had not ended yet: it waits for something, or needs a longer grace period."
            : $"was not sent {signal.Name}: look how the init passes signals on.");

    private static string OfShell(ImageProcess shell, IReadOnlyList<ImageProcess> children, StopSignal signal)
    {
        var child = children.Count == 0 ? null : children[0].CommandLine;
        if (shell.Signals.Catches(signal.Number))
        {
            return child is null
                ? $"PID 1 is `{shell.CommandLine}`, whose trap for {signal.Name} did not end it: let the trap `exit`."
                : $"PID 1 is `{shell.CommandLine}`: a shell runs its trap for {signal.Name} only when the program in the foreground, `{child}`, has ended. "
                    + $"Start it with `&` and `wait` for it, or `exec` it.";
        }

        if (child is null) return $"PID 1 is `{shell.CommandLine}`, a shell without a trap for {signal.Name}: set one, or `exec` the program that is meant.";
        if (children.Count > 1)
        {
            return $"PID 1 is `{shell.CommandLine}`: it passes {signal.Name} on to none of its {children.Count} programs, of which the first is `{child}`. Run each in a container of its own, "
                + "or all under a process manager.";
        }

        return shell.Words.Contains("-c")
            ? $"PID 1 is `{shell.CommandLine}`: it does not pass {signal.Name} on to `{child}`. Use exec form (ENTRYPOINT [\"…\"] or CMD [\"…\"]), or `exec` before the last command."
            : $"PID 1 is `{shell.CommandLine}`: a shell does not pass {signal.Name} on to `{child}`. End the script with `exec` and that command.";
    }
}

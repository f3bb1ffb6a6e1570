using InfraSpecs.Images.Accounts;

namespace InfraSpecs.Images.Commands;

/// <summary>Who starts a program: it decides what becomes of a file that is neither an object nor begins with "#!".</summary>
internal enum StartedBy
{
    /// <summary>The engine, by execve(2).</summary>
    Engine,

    /// <summary>The kernel, for a script's first line; and what that line has started in its turn.</summary>
    Kernel,

    /// <summary>A shell, or a program that takes /bin/sh for such a file.</summary>
    Program,

    /// <summary>A shell that reads it: it need not be executable.</summary>
    Reader,
}

/// <summary>One program that a declared command starts.</summary>
/// <param name="Role">Of the command: "entry point", "command" or "health check".</param>
/// <param name="By">Who starts it.</param>
/// <param name="From">The program that starts it, in words, as "`sh -c`"; null for the command's own first word.</param>
/// <param name="Word">As it is written.</param>
/// <param name="SearchPath">The folders that are searched for a name without a slash.</param>
/// <param name="Hit">What is there.</param>
/// <param name="Account">As whom.</param>
/// <param name="Script">The first line, where it is a script that has one.</param>
internal sealed record CommandStep(string Role, StartedBy By, string? From, string Word, string SearchPath, ProgramHit Hit, Account Account, Shebang? Script);

namespace InfraSpecs.Images.Commands;

/// <summary>One word of a shell's command.</summary>
/// <param name="Text">Without its quotes.</param>
/// <param name="IsCertain">Whether it is what it reads, and no variable, pattern or command's output is in it.</param>
/// <param name="IsQuoted">Whether any of it is quoted: then it is no reserved word.</param>
internal sealed record ShellWord(string Text, bool IsCertain, bool IsQuoted);

/// <summary>A simple command in a shell's list, and what stands before it: "", ";", "&amp;", "|", "&amp;&amp;" or "||".</summary>
internal sealed record ShellCommand(string Before, IReadOnlyList<ShellWord> Words);

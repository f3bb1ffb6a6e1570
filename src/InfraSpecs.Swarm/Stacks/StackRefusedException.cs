namespace InfraSpecs.Swarm;

/// <summary>The docker command line, or the managers, refuse a stack.</summary>
public sealed class StackRefusedException : InfraSpecsException
{
    internal StackRefusedException(string stack, string file, int? line, string said, IEnumerable<string> facts, string advice)
        : base(stack, $"Stack \"{stack}\" is refused: {file}{(line is { } at ? $":{at}" : "")}: {said}", facts, advice) =>
        (Stack, File, Line, Said) = (stack, file, line, said);

    /// <summary>The stack's name.</summary>
    public string Stack { get; }

    /// <summary>The compose file.</summary>
    public string File { get; }

    /// <summary>The line that it is about, from 1; null where the words name nothing that is in the file.</summary>
    public int? Line { get; }

    /// <summary>The words of the docker command line.</summary>
    public string Said { get; }
}

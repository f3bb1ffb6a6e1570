namespace InfraSpecs.Swarm;

/// <summary>What went wrong with a stack.</summary>
public enum StackReason
{
    /// <summary>The compose file, or a file that it names, cannot be read. Nothing was deployed. Mend the name, or make the file.</summary>
    FileUnreadable,

    /// <summary>The compose file names a file by an absolute path. Nothing was deployed. Name it relative to the compose file.</summary>
    AbsolutePath,

    /// <summary>The compose file mounts a folder beside it, which the nodes do not have. Nothing was deployed. Mount an absolute path of the nodes, or use configs.</summary>
    RelativeMount,

    /// <summary>The compose file is nested too deeply, is too large, or holds itself. Nothing was deployed. Write it out plainer.</summary>
    FileTooComplex,

    /// <summary>The compose file gives a key twice. Nothing was deployed. Keep one of them.</summary>
    DuplicateKey,

    /// <summary>The docker command line, or the managers, refuse the stack. Mend what they name.</summary>
    Refused,

    /// <summary>The deploy would change something that this run did not make. Nothing was changed. Use another name, or StackOptions.UpdateExisting.</summary>
    Exists,

    /// <summary>The cluster has no stack of this name. Mend the name, or deploy it.</summary>
    NotFound,

    /// <summary>A service of the stack is not what the file says, in time or at all. Mend the cause, which the first line names.</summary>
    NotConverged,

    /// <summary>The stack has no service. It was removed, or its file has none.</summary>
    NoServices,

    /// <summary>This machine has no docker command, which deploys stacks to a cluster that was attached to. Install the command line; it needs no engine.</summary>
    DockerCommandMissing,
}

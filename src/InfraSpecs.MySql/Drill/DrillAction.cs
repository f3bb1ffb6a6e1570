using System.Runtime.CompilerServices;

namespace InfraSpecs.MySql;

/// <summary>
/// What a drill does as its backup, or as its restore. A list of words, as <c>["mysqldump", …]</c>, is a command that the drill runs in a container beside the server.
/// <see cref="InContainer"/> is a container of yours, as you run it, to its end. <see cref="By"/> is code of yours, for all the rest: a container with cron inside, a command
/// in one that runs, several of them.
/// </summary>
[CollectionBuilder(typeof(DrillAction), nameof(OfCommand))]
public abstract class DrillAction
{
    private protected DrillAction()
    {
    }

    /// <summary>A command: what a list of words makes.</summary>
    /// <param name="command">The program and its arguments; no shell is put before it.</param>
    public static DrillAction OfCommand(params ReadOnlySpan<string> command) => new CommandAction([.. command]);

    /// <summary>
    /// A container of yours as it is: its image with its own entry point, user, variables, files and mounts. The drill puts it into a network where the server is reached as
    /// <see cref="BackupDrillOptions.Host"/>, port 3306, mounts the volume of backups in it, and waits for its end, which must come with exit code 0.
    /// </summary>
    /// <param name="container">The container. It has no <see cref="ContainerOptions.Ready"/>, since it is up when it has ended.</param>
    /// <param name="folder">Where it has its backups: there the volume of backups is mounted. What the image has in that folder, and whose it is, the volume gets too.</param>
    public static DrillAction InContainer(ContainerOptions container, string folder = DrillFiles.Folder)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new ContainerAction(container, folder);
    }

    /// <summary>Code of yours. What it throws ends the drill as it is; a container that it leaves in the drill's network, or with a volume of the drill's, is removed.</summary>
    /// <param name="work">Does the backup, or the restore, and returns what was printed of it, for the report of a drill that is red; empty where there is nothing to
    /// tell. Its token is cancelled at the end of <see cref="BackupDrillOptions.CommandWithin"/> too.</param>
    public static DrillAction By(Func<DrillSite, CancellationToken, Task<string>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return new CodeAction(work);
    }

    /// <summary>The words of a command; of other actions none. Because of it a list of words is one.</summary>
    public IEnumerator<string> GetEnumerator() => Words.GetEnumerator();

    internal virtual IReadOnlyList<string> Words => [];

    /// <summary>The image that it needs, besides those that the options name; null where it needs none.</summary>
    internal virtual string? Image => null;

    /// <summary>It asks the server by its name, from a container that is not beside it.</summary>
    internal virtual bool NeedsNetwork => true;

    /// <param name="property">"Backup" or "Restore".</param>
    /// <param name="drill">The options that it is in.</param>
    internal virtual IEnumerable<(bool Wrong, string Sentence)> Checks(string property, BackupDrillOptions drill) => [];

    /// <returns>The last lines that it printed, without passwords.</returns>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.DrillCommandFailed"/>: It failed, or did not end.</exception>
    internal abstract Task<IReadOnlyList<string>> RunAsync(DrillRun run, CancellationToken token);
}

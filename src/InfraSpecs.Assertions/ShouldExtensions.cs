using InfraSpecs.Assertions;
using InfraSpecs.Cron;
using InfraSpecs.Images;
using InfraSpecs.MySql;
using InfraSpecs.Registry;
using InfraSpecs.Swarm;

namespace InfraSpecs;

/// <summary>Where a claim about a snapshot begins.</summary>
public static class ShouldExtensions
{
    /// <summary>Claims about a log.</summary>
    /// <param name="log">What a wait or a follower returned.</param>
    public static LogSnapshotAssertions Should(this LogSnapshot log) => new(log);

    /// <summary>Claims about the runs of a cron job.</summary>
    /// <param name="runs">What <see cref="CronContainer.WaitForRunsAsync(int, CancellationToken)"/> returned.</param>
    public static CronRunsAssertions Should(this CronRuns runs) => new(runs);

    /// <summary>Claims about what keeps a container's jobs from running.</summary>
    /// <param name="diagnosis">What <see cref="CronContainer.DiagnoseAsync"/> or <see cref="CronContainer.DiagnoseImageAsync"/> returned.</param>
    public static CronDiagnosisAssertions Should(this CronDiagnosis diagnosis) => new(diagnosis);

    /// <summary>Claims about what is written in a crontab.</summary>
    /// <param name="crontab">What <see cref="CrontabFile.ReadAsync"/> returned.</param>
    public static CrontabFileAssertions Should(this CrontabFile crontab) => new(crontab);

    /// <summary>Claims about the processes of a container.</summary>
    /// <param name="processes">The list.</param>
    public static ContainerProcessesAssertions Should(this ContainerProcesses processes) => new(processes);

    /// <summary>Claims about how a container ended.</summary>
    /// <param name="exit">What stopping it returned.</param>
    public static ContainerExitAssertions Should(this ContainerExit exit) => new(exit);

    /// <summary>Claims about what a fault did.</summary>
    /// <param name="effect">What <see cref="Fault.ReadAsync"/> or <see cref="Fault.HealAsync"/> returned.</param>
    public static FaultEffectAssertions Should(this FaultEffect effect) => new(effect);

    /// <summary>Claims about a file in a container; one that is not there fails each of them.</summary>
    /// <param name="file">The facts; null where there is no such file.</param>
    public static FileFactsAssertions Should(this FileFacts? file) => new(file);

    /// <summary>Claims about what a session has on the engine.</summary>
    /// <param name="resources">What <see cref="Engine.ListResourcesAsync"/> returned.</param>
    public static SessionResourcesAssertions Should(this SessionResources resources) => new(resources);

    /// <summary>Claims about what a volume holds.</summary>
    /// <param name="contents">What <see cref="DataVolumeContainer.ReadContentsAsync"/> returned.</param>
    public static VolumeContentsAssertions Should(this VolumeContents contents) => new(contents);

    /// <summary>Claims about what is mounted in a container.</summary>
    /// <param name="mounts">What <see cref="Container.ReadMountsAsync"/> returned.</param>
    public static ContainerMountsAssertions Should(this ContainerMounts mounts) => new(mounts);

    /// <summary>Claims about what a database was when it was read.</summary>
    /// <param name="database">What <see cref="DatabaseFingerprint.ReadAsync"/> returned.</param>
    public static DatabaseFingerprintAssertions Should(this DatabaseFingerprint database) => new(database);

    /// <summary>Claims about what a server's data directory is on.</summary>
    /// <param name="storage">A server's <see cref="MySqlServer.Storage"/>.</param>
    public static MySqlStorageAssertions Should(this MySqlStorage storage) => new(storage);

    /// <summary>Claims about what became of the commits of a ledger.</summary>
    /// <param name="ledger">What <see cref="WriteLedger.CompareAsync"/> returned.</param>
    public static LedgerReportAssertions Should(this LedgerReport ledger) => new(ledger);

    /// <summary>Claims about what a backup was worth.</summary>
    /// <param name="drill">What <see cref="BackupDrill.RunAsync"/> returned.</param>
    public static DrillReportAssertions Should(this DrillReport drill) => new(drill);

    /// <summary>Claims about what a registry had.</summary>
    /// <param name="contents">What <see cref="RegistryAccess.ReadContentsAsync"/> returned.</param>
    public static RegistryContentsAssertions Should(this RegistryContents contents) => new(contents);

    /// <summary>Claims about what a registry had under a name; nothing fails each but <c>BeNull</c>.</summary>
    /// <param name="manifest">What <see cref="RegistryAccess.FindManifestAsync"/> returned.</param>
    public static ImageManifestAssertions Should(this ImageManifest? manifest) => new(manifest);

    /// <summary>Claims about an image that was read to its last byte.</summary>
    /// <param name="check">What <see cref="RegistryAccess.CheckImageAsync"/> returned.</param>
    public static ImageCheckAssertions Should(this ImageCheck check) => new(check);

    /// <summary>Claims about where the tasks of a service ran.</summary>
    /// <param name="placement">What <see cref="Service.WaitUntilConvergedAsync(CancellationToken)"/> or <see cref="Service.ReadPlacementAsync"/> returned.</param>
    public static PlacementAssertions Should(this Placement placement) => new(placement);

    /// <summary>Claims about where the tasks of a stack ran.</summary>
    /// <param name="placement">What <see cref="Stack.WaitUntilConvergedAsync"/> or <see cref="Stack.ReadPlacementAsync"/> returned.</param>
    public static StackPlacementAssertions Should(this StackPlacement placement) => new(placement);
    /// <summary>Claims about what became of an update of a service.</summary>
    /// <param name="update">What <see cref="Service.WaitUntilUpdatedAsync"/>, <see cref="Service.WaitUntilRolledBackAsync"/> or <see cref="Service.ReadUpdateAsync"/> returned.</param>
    public static UpdateReportAssertions Should(this UpdateReport update) => new(update);

    /// <summary>Claims about which replicas of a service ran at each moment.</summary>
    /// <param name="history">What <see cref="ReplicaWatch.StopAsync"/> returned.</param>
    public static ReplicaHistoryAssertions Should(this ReplicaHistory history) => new(history);

    /// <summary>Claims about the nodes of a Swarm.</summary>
    /// <param name="nodes">What <see cref="SwarmCluster.ReadNodesAsync"/> returned.</param>
    public static ClusterNodesAssertions Should(this ClusterNodes nodes) => new(nodes);

    /// <summary>Claims about what became of a probe's requests.</summary>
    /// <param name="report">What <see cref="HttpProbe.StopAsync"/> returned.</param>
    public static HttpProbeReportAssertions Should(this HttpProbeReport report) => new(report);

    /// <summary>Claims about what a name means inside a network.</summary>
    /// <param name="view">What <see cref="VantagePoints.ResolveAsync"/> returned.</param>
    public static NameViewAssertions Should(this NameView view) => new(view);

    /// <summary>Claims about what is seen of a port inside a network.</summary>
    /// <param name="view">What <see cref="VantagePoints.ConnectAsync(string, int, CancellationToken)"/> returned.</param>
    public static PortViewAssertions Should(this PortView view) => new(view);

    /// <summary>Claims about answers inside a network.</summary>
    /// <param name="answers">What <see cref="VantagePoints.GetAsync(string, int, CancellationToken)"/> returned.</param>
    public static HttpAnswersAssertions Should(this HttpAnswers answers) => new(answers);

    /// <summary>Claims about what is in an image, how it starts, and whether it runs elsewhere.</summary>
    /// <param name="image">What <see cref="ImageUnderTest.FromEngineAsync"/> and its neighbours returned.</param>
    public static ImageUnderTestAssertions Should(this ImageUnderTest image) => new(image);

    /// <summary>Claims about a file of an image; one that is not there fails each but <c>BeNull</c>.</summary>
    /// <param name="file">What <see cref="ImageTree.Find"/>, or <c>Which</c> after a claim, returned.</param>
    public static ImageFileAssertions Should(this ImageFile? file) => new(file);

    /// <summary>Claims about how an image stops.</summary>
    /// <param name="stop">What <see cref="ImageRun.StopAsync"/> returned.</param>
    public static ImageStopAssertions Should(this ImageStop stop) => new(stop);

    /// <summary>Claims about whether ended processes are reaped.</summary>
    /// <param name="reaping">What <see cref="ImageRun.ReapAsync"/> returned.</param>
    public static ImageReapingAssertions Should(this ImageReaping reaping) => new(reaping);

    /// <summary>Claims about what a container of an image is busy with.</summary>
    /// <param name="concern">What <see cref="ImageRun.ReadConcernAsync"/> returned.</param>
    public static ImageConcernAssertions Should(this ImageConcern concern) => new(concern);

    /// <summary>Claims about what an image did in several environments.</summary>
    /// <param name="report">What <see cref="EnvironmentMatrix.RunAsync"/> returned.</param>
    public static EnvironmentReportAssertions Should(this EnvironmentReport report) => new(report);
}

using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

/// <summary>
/// The plan of the house: which assemblies there are, which folders each has, what each is for, and in which layers they lie, from bottom to top. What lies in a
/// layer uses what lies in layers below it, and nothing of its own layer.
/// </summary>
internal static class House
{
    public static readonly string[][] Assemblies =
    [
        ["InfraSpecs"],
        ["InfraSpecs.Registry"],
        ["InfraSpecs.Cron", "InfraSpecs.MySql", "InfraSpecs.Swarm", "InfraSpecs.Images"],
        ["InfraSpecs.Assertions", "InfraSpecs.Cli"],
        ["InfraSpecs.Xunit"],
    ];

    public static readonly IReadOnlyList<Walkway> Walks =
    [
        new("A cron container starts", "InfraSpecs.Cron", "CronContainer", "StartAsync"),
        new("A MySQL server starts", "InfraSpecs.MySql", "MySqlServer", "StartAsync"),
        new("A cluster starts", "InfraSpecs.Swarm", "SwarmCluster", "StartAsync"),
        new("A volume is exported", "InfraSpecs", "DataVolumeContainer", "ExportAsync"),
    ];

    public static readonly IReadOnlyList<Plan> Plans =
    [
        new("InfraSpecs", "The core: needs an engine and nothing else, and knows no technology.",
        [
            [
                ("Internal", "numbers and streams, without containers"),
                ("Extensibility", "what rooms of one's own are built from and needs no engine: names of images, texts of failures, masks"),
            ],
            [(Place.Front, "what every exception and every options record is made of")],
            [("Diagnosis", "why a spec may be red: a rule a file")],
            [("Evidence", "what happens in a run, written as it happens")],
            [
                ("Waiting", "a question, asked until the answer is yes, or a deadline"), ("Certificates", "certificates for servers under test"),
                ("Unpacking", "compressed files, read as they come"),
            ],
            [("Connection", "how one talks to an engine, and notices that it is lost")],
            [("Cleanup", "what a session made, and its removal")],
            [("Observation", "what an engine tells of a session's things, for the run file")],
            [("Engine", "a connection that a spec holds")],
            [("Images", "image sources, builds, the catalog of images"), ("Forward", "ports of this machine that lead into a container's network")],
            [("Containers", "a running container, and all that one asks of it")],
            [("Networks", "networks of a spec"), ("Http", "a stream of requests, and what answered")],
            [("Faults", "what is broken on purpose, and healed")],
            [("Features", "what an engine can do, found by trying")],
            [("Volumes", "data volumes: contents, export, restore, comparison")],
            [("Time", "a clock of a container's own"), ("Report", "the page of a run, drawn from what its processes recorded")],
        ]),
        new("InfraSpecs.Registry", "Image registries.",
        [
            [("Errors", "what can go wrong with a registry")],
            [("Naming", "names of images")],
            [("Manifests", "manifests, as a registry keeps them")],
            [("Http", "requests to a registry, and its refusals")],
            [("Server", "a registry's container: start, readiness, what is under way")],
            [("Transfer", "push and pull through an engine")],
            [("Contents", "what a registry has, and whether it is whole")],
            [("Maintenance", "garbage collection")],
            [(Place.Front, "a registry, and what can be done with it")],
        ]),
        new("InfraSpecs.Cron", "Cron containers.",
        [
            [("Model", "what a user is told: findings, failures, and which daemons there are")],
            [("Schedules", "when a line of a crontab is due, as each daemon counts")],
            [("Zones", "the time zone that a daemon lives in")],
            [("Shell", "shell commands and scripts, as far as they can be read without running them")],
            [("Crontabs", "crontabs and what they need, read as a daemon reads them")],
            [("Runs", "what ran, from the records of a container's clock")],
            [("Diagnosis", "why a job did not run, or not as meant: a rule a file")],
            [("Daemons", "moving a daemon's time")],
            [("Recording", "an observed container, and its runs beside its schedule")],
            [(Place.Front, "the container")],
        ]),
        new("InfraSpecs.MySql", "MySQL and MariaDB.",
        [
            [(Place.Front, "what can go wrong with a server, and what its data is on")],
            [("Fingerprint", "what a database has, for comparison: tables, rows, objects, accounts")],
            [("Ledger", "writes with proof, to find lost commits")],
            [("Server", "a server: start on its own data or on a copy of initialised data, readiness, stop")],
            [("Dump", "dumps, written and read back"), ("Drill", "a backup, restored and compared")],
        ]),
        new("InfraSpecs.Swarm", "Docker Swarm.",
        [
            [("Model", "nodes, tasks, placement, constraints and modes, without an engine")],
            [("Errors", "what goes wrong with clusters, nodes and services, and why")],
            [("Nodes", "a node: labels, roles, life and death, partitions")],
            [("Cluster", "a cluster: start, attach, reuse, reset, and what was made in it")],
            [("Named", "a cluster that people gave a name, asked on the engine that it is on")],
            [
                ("Placement", "where the tasks of a service are, and what their nodes say of them"),
                ("Networks", "overlay networks"), ("Secrets", "secrets and configs"),
            ],
            [("Convergence", "when a service has reached what it should be")],
            [("Replicas", "what became of each replica, second by second"), ("Updates", "what became of an update or a rollback")],
            [("Services", "a service: options, creation, change, update, removal")],
            [("Stacks", "stacks of compose files"), ("Vantage", "views from inside a network")],
            [("Forward", "ports of this machine that lead to a service")],
            [(Place.Front, "the cluster that a spec holds, with all its verbs")],
        ]),
        new("InfraSpecs.Images", "Image regression: what an image holds, and how it starts, runs and stops.",
        [
            [
                ("Elf", "programs and libraries"), ("Tar", "archives"), ("Secrets", "the forms by which secrets are known"),
                ("Errors", "why nothing can be said of an image"),
            ],
            [("Config", "an image's configuration"), ("Behaviour", "an image that is run in different environments")],
            [("Layers", "layers, indexed as they pass by")],
            [("Tree", "the files that a container would see")],
            [("Sources", "archives, engines and registries that images are read from"), ("Packages", "packages of distributions and languages")],
            [(Place.Front, "the image under test")],
            [("Accounts", "the users and groups that an image knows")],
            [("Loading", "whether a program finds its libraries")],
            [("Commands", "whether a command line finds its program")],
            [("Policies", "what must not be in an image: secrets, rights, sizes")],
            [("Portability", "whether an image runs elsewhere")],
            [("Snapshots", "an image as approved text"), ("Starting", "whether an image would start"), ("Structure", "container structure tests")],
            [("Differences", "what changed between two images")],
            [("Approvals", "snapshots beside approved ones"), ("Rebuilds", "the same sources, built twice"), ("Checks", "what can be asked of an image")],
        ]),
        new("InfraSpecs.Assertions", "FluentAssertions, a folder per noun.",
        [
            [("Internal", "how failures are put")],
            [
                ("Cleanup", "what was left behind"), ("Containers", "exits, processes, files"), ("Cron", "runs and schedules"),
                ("Faults", "what a fault did"), ("Http", "answers to a stream of requests"),
                ("Images", "images and their files"), ("Logs", "lines of output"), ("MySql", "databases and servers"), ("Registry", "what a registry has"),
                ("Swarm", "placement, nodes, updates"), ("Volumes", "contents and mounts"),
            ],
            [(Place.Front, "Should() for each of them")],
        ]),
        new("InfraSpecs.Cli", "The command infraspecs, a file per verb.",
        [
            [("Output", "how all verbs tell what they did: lines, JSON, JUnit; sizes and ages in words")],
            [
                ("Write", "a first spec class, written from what is there"),
                ("Named", "clusters and servers that people give a name: up, down, list, and what is done to them"),
            ],
            [(Place.Front, "the other verbs")],
        ]),
        new("InfraSpecs.Xunit", "Fixtures and attributes for xunit v3.", 
        [
            [("Runner", "what the test runner hears and shows: recording, verdicts, long waits, the report")],
            [(Place.Front, "fixtures, RequiresEngine, structure tests")],
        ]),
    ];
}

/// <param name="Name">The assembly, which is its project's name.</param>
/// <param name="Purpose">A sentence.</param>
/// <param name="Layers">From bottom to top: folders, each with what it is for.</param>
internal sealed record Plan(string Name, string Purpose, (string Folder, string Purpose)[][] Layers)
{
    /// <summary>False as long as the folders are not what the plan says. Its report is the list of what is to be moved.</summary>
    public bool IsLayered { get; init; } = true;

    public IReadOnlyList<IReadOnlyList<string>> Order => [.. Layers.Select(layer => layer.Select(it => it.Folder).ToList())];

    public string? PurposeOf(string folder) => Layers.SelectMany(it => it).FirstOrDefault(it => it.Folder == folder).Purpose;

    public override string ToString() => Name;
}

/// <summary>A walk through src that the page tells: from a public method into each that it awaits.</summary>
internal sealed record Walkway(string Title, string Project, string Type, string Method);

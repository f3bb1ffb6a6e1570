namespace InfraSpecs.Swarm;

/// <summary>Options of a service that compose files may have and that `docker stack deploy` does nothing with (docker/cli, cli/compose/convert/service.go). It says so of
/// some, in one line for all services, and of depends_on and tmpfs not at all.</summary>
internal static class IgnoredOptions
{
    private static readonly Dictionary<string, string> Instead = new()
    {
        ["build"] = "the nodes need an image that they can pull; build it and push it to the registry before",
        ["cgroup_parent"] = "tasks have no parent of their own",
        ["cgroupns_mode"] = "tasks have the engine's default",
        ["container_name"] = "tasks have names of their own; services are found by the service's name",
        ["depends_on"] = "all services start side by side; let each wait for what it needs",
        ["devices"] = "tasks have no devices",
        ["domainname"] = "give the whole name as hostname",
        ["expose"] = "services in one network reach each other on every port",
        ["external_links"] = "put both into one network",
        ["ipc"] = "tasks have a namespace of their own",
        ["links"] = "services in one network find each other by name",
        ["mac_address"] = "the engine chooses it",
        ["network_mode"] = "name networks",
        ["pid"] = "tasks have a namespace of their own",
        ["privileged"] = "tasks are not privileged; cap_add gives them single capabilities",
        ["security_opt"] = "tasks have the engine's default",
        ["shm_size"] = "mount a tmpfs at /dev/shm, by a volume of type tmpfs",
        ["tmpfs"] = "write a volume of type tmpfs",
        ["userns_mode"] = "tasks have the engine's default",
    };

    public static IEnumerable<(string Option, int Line, string Instead)> FindIn(ComposeNode service) =>
        service.Children.Where(it => Instead.ContainsKey(it.Key)).Select(it => (it.Key, it.Line, Instead[it.Key]));
}

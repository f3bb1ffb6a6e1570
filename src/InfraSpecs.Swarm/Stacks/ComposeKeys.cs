using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <summary>The keys that compose files of version 3 have, for one that was mistyped. The docker command line says which it does not know, and not which there are.</summary>
internal static partial class ComposeKeys
{
    private const string Top = "version services networks volumes secrets configs";
    private const string Service =
        "build cap_add cap_drop cgroupns_mode cgroup_parent command configs container_name credential_spec depends_on deploy devices dns dns_search domainname entrypoint env_file environment expose "
        + "external_links extra_hosts healthcheck hostname image init ipc isolation labels links logging mac_address network_mode networks pid ports privileged read_only restart secrets security_opt "
        + "shm_size stdin_open stop_grace_period stop_signal sysctls tmpfs tty ulimits user userns_mode volumes working_dir";

    /// <summary>By the last part of a path.</summary>
    private static readonly Dictionary<string, string> Below = new(StringComparer.Ordinal)
    {
        ["deploy"] = "mode endpoint_mode replicas labels rollback_config update_config resources restart_policy placement",
        ["healthcheck"] = "disable interval retries test timeout start_period start_interval",
        ["update_config"] = "parallelism delay failure_action monitor max_failure_ratio order",
        ["rollback_config"] = "parallelism delay failure_action monitor max_failure_ratio order",
        ["restart_policy"] = "condition delay max_attempts window",
        ["placement"] = "constraints preferences max_replicas_per_node",
        ["resources"] = "limits reservations",
        ["limits"] = "cpus memory pids",
        ["reservations"] = "cpus memory generic_resources",
        ["logging"] = "driver options",
        ["ports"] = "mode target published protocol",
        ["secrets"] = "source target uid gid mode file external name labels driver driver_opts template_driver",
        ["configs"] = "source target uid gid mode file external name labels template_driver",
        ["volumes"] = "type source target read_only consistency bind volume tmpfs driver driver_opts external name labels",
        ["networks"] = "aliases ipv4_address ipv6_address driver driver_opts ipam external internal attachable labels name",
        ["ipam"] = "driver config",
    };

    /// <param name="said">The docker command line's words.</param>
    /// <returns>"did you mean image?"; null where they are of something else, or nothing is near.</returns>
    public static string? Meant(string said) =>
        Unknown().Match(said) is { Success: true } it && Likeness.Nearest(it.Groups["key"].Value, KeysAt(it.Groups["path"].Value).Split(' ')) is { } near ? $"did you mean {near}?" : null;

    private static string KeysAt(string path)
    {
        var parts = path.Split('.');
        if (path == "(root)") return Top;
        if (parts is ["services", _]) return Service;
        // Of what has a name, or is one of a list, what it is stands before that.
        return Below.GetValueOrDefault(parts[^1]) ?? (parts.Length > 1 ? Below.GetValueOrDefault(parts[^2]) : null) ?? "";
    }

    [GeneratedRegex(@"(?<path>\S+) Additional property (?<key>\S+) is not allowed")]
    private static partial Regex Unknown();
}

using InfraSpecs.Images.Structure.Documents;

namespace InfraSpecs.Images.Structure;

/// <summary>Reads containerRunOptions.</summary>
internal static class RunOptionsReader
{
    public static ContainerRunOptions Read(NodeReader read, Node? node)
    {
        // The original gives this one a name of its own for YAML only.
        var tty = read.IsJson ? "tty" : "allocateTty";
        var map = read.Map(node, "containerRunOptions", "user", "privileged", tty, "envVars", "envFile", "capabilities", "bindMounts");
        return new ContainerRunOptions
        {
            User = read.Text(map.GetValueOrDefault("user"), "user"),
            IsPrivileged = read.Flag(map.GetValueOrDefault("privileged"), "privileged"),
            HasTty = read.Flag(map.GetValueOrDefault(tty), tty),
            EnvVars = read.Texts(map.GetValueOrDefault("envVars"), "envVars"),
            EnvFile = read.Text(map.GetValueOrDefault("envFile"), "envFile"),
            Capabilities = read.Texts(map.GetValueOrDefault("capabilities"), "capabilities"),
            BindMounts = read.Texts(map.GetValueOrDefault("bindMounts"), "bindMounts"),
        };
    }
}

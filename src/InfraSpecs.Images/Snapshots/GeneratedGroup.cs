namespace InfraSpecs.Images.Snapshots;

/// <summary>Files that no package owns because a tool makes them: many, and nobody reads them one by one.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="IsHeld">Whether they are the same in each build; if not, they are left out.</param>
/// <param name="Has">Which paths belong to it.</param>
internal sealed record GeneratedGroup(string Name, bool IsHeld, Func<string, bool> Has)
{
    public const string Dpkg = "dpkg and apt databases";
    public const string LoaderCache = "/etc/ld.so.cache";

    /// <summary>The first that has a path is the one.</summary>
    private static readonly IReadOnlyList<GeneratedGroup> All =
    [
        new("logs and caches", false, path => IsIn(path, "/var/log", "/var/cache", "/var/lib/apt/lists", "/root/.cache") || IsUserCache(path)),
        new("python bytecode", false, path => path.EndsWith(".pyc", StringComparison.Ordinal) || path.EndsWith("/__pycache__", StringComparison.Ordinal)),
        new("package databases that hold times", false, path => IsIn(path, "/lib/apk", "/usr/lib/apk", "/var/lib/rpm", "/usr/lib/sysimage/rpm", "/var/lib/dnf", "/var/lib/yum")),
        new("dpkg's locks and former states", false, path => IsIn(path, "/var/lib/dpkg") && IsPassing(path[(path.LastIndexOf('/') + 1)..])),
        new(Dpkg, true, path => IsIn(path, "/var/lib/dpkg", "/var/lib/apt")),
        new("/etc/ssl/certs", true, path => IsIn(path, "/etc/ssl/certs")),
        new("/etc/pki/ca-trust", true, path => IsIn(path, "/etc/pki/ca-trust/extracted")),
        new(LoaderCache, true, path => path == LoaderCache),
        new("/etc/alternatives", true, path => IsIn(path, "/etc/alternatives")),
        new("links to services", true, path => IsIn(path, "/etc/rc0.d", "/etc/rc1.d", "/etc/rc2.d", "/etc/rc3.d", "/etc/rc4.d", "/etc/rc5.d", "/etc/rc6.d", "/etc/rcS.d") || IsWanted(path)),
        new("/dev", true, path => IsIn(path, "/dev")),
    ];

    public static GeneratedGroup? Find(string path) => All.FirstOrDefault(it => it.Has(path));

    private static bool IsIn(string path, params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/')) return true;
        }

        return false;
    }

    private static bool IsUserCache(string path) => path.StartsWith("/home/", StringComparison.Ordinal) && path.Split('/') is [_, _, _, ".cache", ..];

    private static bool IsPassing(string name) => name is "available" or "lock" or "lock-frontend" || name.EndsWith("-old", StringComparison.Ordinal);

    private static bool IsWanted(string path) => IsIn(path, "/etc/systemd/system") && path.Split('/').Any(part => part.EndsWith(".wants", StringComparison.Ordinal));
}

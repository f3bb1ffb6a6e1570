namespace InfraSpecs.Swarm;

/// <summary>What to do where an image cannot be pulled, by what the engine said.</summary>
internal static class PullAdvice
{
    /// <summary>Where there is no such image.</summary>
    public const string Missing = "push the image, or mend its name or its tag.";

    /// <summary>Where it neither comes nor fails.</summary>
    public const string Slow = "see that the registry answers the node";

    private static readonly (string[] Words, Func<string, string> Advice)[] Known =
    [
        (["x509", "certificate"], image => $"give each node the authority of the registry's certificate, as /etc/docker/certs.d/{HostOf(image)}/ca.crt; and see that the certificate is valid for that name."),
        (["HTTP response to HTTPS client", "malformed HTTP response"], image => $"the registry speaks plain HTTP: allow that on each node with SwarmOptions.EngineArguments, --insecure-registry={HostOf(image)}, or give it TLS."),
        (["HTTP request to an HTTPS server"], image => $"the registry speaks TLS, and is asked without: take {HostOf(image)} from the insecure registries and mirrors with http://."),
        (["no space left"], _ => "make room on the node's disk."),
        (["no basic auth credentials", "authentication required", "unauthorized", "incorrect username or password", "access denied", "denied:"],
            image => $"give the nodes an account that may pull {image}: the user and the password in the registry's options, or `docker login` and `--with-registry-auth`. Mirrors are asked without an account: name the registry in the image."),
        (["manifest unknown", "not found", "name unknown", "repository does not exist", "manifest invalid"], _ => Missing),
        (["blob unknown", "unknown blob", "filesystem layer verification failed"], _ => "push the image again: the registry has lost a part of it."),
        (["no such host", "server misbehaving"], image => $"mend the name of the registry, {HostOf(image)}, or see that it runs: the nodes find no such host."),
        (["connection refused", "i/o timeout", "deadline exceeded", "no route to host", "unreachable", "connection reset", "EOF", "TLS handshake"], image => $"see that the registry {HostOf(image)} runs, and is reached from the node."),
        (["toomanyrequests"], _ => "wait, or pull with an account: the registry limits how often it is asked."),
    ];

    public static string For(string said, string image) =>
        Known.FirstOrDefault(it => it.Words.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase))).Advice?.Invoke(image)
        ?? "check the image's name and tag, and what account and certificate its registry wants.";

    private static string HostOf(string image) => ImageName.Split(image).Registry ?? "Docker Hub";
}

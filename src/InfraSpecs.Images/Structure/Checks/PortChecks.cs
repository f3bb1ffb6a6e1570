namespace InfraSpecs.Images.Structure.Checks;

/// <summary>The ports of a metadata test, which the original compares without their protocol.</summary>
internal static class PortChecks
{
    public static void Judge(IEnumerable<string> exposed, IEnumerable<string> unexposed, IReadOnlyList<string> declared, Findings findings)
    {
        foreach (var port in exposed) JudgeExposed(port, declared, findings);
        foreach (var port in unexposed)
        {
            if (port.Contains('/')) findings.Warn($"unexposedPorts: '{port}' has a protocol, and the original compares numbers alone: it checks nothing; write '{Number(port)}'");
            else if (declared.Select(Number).Contains(port)) findings.Fail($"port {port} must not be exposed; the image exposes {MetadataCheck.Listed(declared)}");
        }
    }

    private static void JudgeExposed(string port, IReadOnlyList<string> declared, Findings findings)
    {
        var same = declared.Where(it => Number(it) == port).ToList();
        if (same.Count > 0 && !same.Contains(port + "/tcp")) findings.Warn($"exposedPorts: '{port}' is exposed as {string.Join(", ", same)} only, and the original does not look at the protocol");
        if (same.Count > 0) return;
        findings.Fail(port.Contains('/')
            ? $"port {port} never matches: the original compares numbers alone; write '{Number(port)}'. The image exposes {MetadataCheck.Listed(declared)}"
            : $"port {port} is not exposed; the image exposes {MetadataCheck.Listed(declared)}");
    }

    private static string Number(string port) => port.Split('/')[0];
}

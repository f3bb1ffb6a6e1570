namespace InfraSpecs.Images.Behaviour;

/// <summary>Whether an engine's machine is of an image's platform. It is asked for only when a run has failed: a machine may emulate another.</summary>
internal static class RunPlatform
{
    /// <summary>The failure, or the better one that it comes of.</summary>
    public static async Task<Exception> ExplainAsync(Engine engine, string image, string platform, Exception failure) =>
        failure is ContainerException or WaitException { Reason: WaitReason.TimedOut } or ImageTestException && await MachineAsync(engine) is var machine && !Runs(machine, platform)
            ? ImageTestException.OtherPlatform(image, platform, machine, failure.Message, failure)
            : failure;

    /// <summary>A matrix in which nothing is as expected may say nothing of the image.</summary>
    /// <exception cref="ImageTestException">The machine is of another platform.</exception>
    public static async Task ThrowIfOtherAsync(Engine engine, string platform, EnvironmentReport report)
    {
        if (report.Red.Count < report.Rows.Count) return;
        var machine = await MachineAsync(engine);
        if (!Runs(machine, platform)) throw ImageTestException.OtherPlatform(report.Image, platform, machine, report.ToString(), null);
    }

    /// <summary>Machines of 64 bits run programs of the 32 before.</summary>
    public static bool Runs(string machine, string platform) =>
        platform == machine || platform.StartsWith(machine + "/", StringComparison.Ordinal)
        || (machine, string.Join('/', platform.Split('/').Take(2))) is ("linux/amd64", "linux/386") or ("linux/arm64", "linux/arm");

    private static async Task<string> MachineAsync(Engine engine)
    {
        var info = await engine.Client.System.GetSystemInfoAsync(CancellationToken.None);
        return $"{info.OSType}/{Architecture(info.Architecture)}";
    }

    private static string Architecture(string kernels) => kernels switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "i386" or "i686" => "386",
        _ when kernels.StartsWith("arm", StringComparison.Ordinal) => "arm",
        _ => kernels,
    };
}

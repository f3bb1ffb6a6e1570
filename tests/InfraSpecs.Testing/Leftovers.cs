namespace InfraSpecs.Testing;

/// <summary>What is left of what a spec made.</summary>
public static class Leftovers
{
    /// <summary>A start ends within a second of its token, and the removal of what it had made goes on, up to the time that an engine may be silent.</summary>
    public static Task ShouldSoonBeNoneAsync(this Engine engine) => Wait.UntilAsync(
        "removal of what a cancelled start had made",
        async token => (await engine.ListResourcesAsync(token)).All.ToList() is { Count: > 0 } left ? Probe.NotYet<bool>($"there is {string.Join(", ", left)}") : Probe.Ready(true),
        TimeSpan.FromSeconds(10),
        ThisTest.Token);
}

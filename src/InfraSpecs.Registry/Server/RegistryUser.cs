namespace InfraSpecs.Registry;

/// <summary>Who asks a registry: one of its users, or nobody in particular.</summary>
internal sealed class RegistryUser(RunningRegistry registry, RegistryAccount? account)
{
    public RunningRegistry Registry => registry;

    /// <summary>Null for nobody in particular.</summary>
    public RegistryAccount? Account => account;

    public RegistryHttp Http { get; } = registry.ExplainedFor(account);
}

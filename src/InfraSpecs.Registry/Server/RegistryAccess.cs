namespace InfraSpecs.Registry;

/// <summary>A registry as one of its users, or nobody in particular, sees it. What can be done with it are the verbs in
/// <see cref="RegistryTransfers"/>, <see cref="RegistryReading"/> and <see cref="RegistryCopies"/>.</summary>
public abstract class RegistryAccess
{
    private protected RegistryAccess(RegistryAccount? account) => Account = account;

    /// <summary>As whom the registry is asked; null for nobody in particular.</summary>
    public string? User => Account?.Name;

    internal RegistryAccount? Account { get; }

    internal abstract RegistryServer Server { get; }

    internal abstract RegistryHttp Http { get; }
}

/// <summary>Another user than the first.</summary>
internal sealed class OtherAccess(RegistryServer server, RegistryAccount? account) : RegistryAccess(account)
{
    internal override RegistryServer Server => server;

    internal override RegistryHttp Http { get; } = server.HttpFor(account);
}

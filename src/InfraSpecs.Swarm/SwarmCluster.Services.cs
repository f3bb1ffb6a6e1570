using System.Text;

namespace InfraSpecs.Swarm;

/// <content>Services, and the secrets and configs that they use.</content>
public sealed partial class SwarmCluster
{
    /// <summary>Creates a service. Its tasks start afterwards; <see cref="Service.WaitUntilConvergedAsync(CancellationToken)"/> waits for them.</summary>
    /// <param name="options">What service.</param>
    /// <param name="token">Honoured before the managers are asked to create it.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ServiceException">A secret or config that they name is not in the cluster; or the managers refuse, as where there is a service of this name.</exception>
    public Task<Service> CreateServiceAsync(ServiceOptions options, CancellationToken token) => ServiceCreation.RunAsync(_cluster, options, token);

    /// <summary>Holds a service that somebody else made: a stack file, an operator, another process. It gets all verbs, and disposing it leaves it in place.</summary>
    /// <param name="name">Its name, or its id: "web_app".</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ServiceException">There is none.</exception>
    public Task<Service> HoldServiceAsync(string name, CancellationToken token) => ServiceCreation.HoldAsync(_cluster, name, AcceptedRollback.Any, token);

    /// <summary>The services as the managers see them now, by name: what `docker service ls` shows.</summary>
    /// <param name="token">Ends the look-up.</param>
    public Task<IReadOnlyList<ServiceFacts>> ReadServicesAsync(CancellationToken token) => ServiceFacts.ReadAsync(_cluster, token);

    /// <summary>Creates a secret.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, 500 KB at most. It is in no text of any error.</param>
    /// <param name="token">Honoured before the managers are asked.</param>
    /// <exception cref="ServiceException">There is one of this name, or it is too large.</exception>
    public Task<SwarmFile> CreateSecretAsync(string name, ReadOnlyMemory<byte> value, CancellationToken token) =>
        SwarmFile.CreateSecretAsync(_cluster, name, value.ToArray(), token);

    /// <inheritdoc cref="CreateSecretAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task<SwarmFile> CreateSecretAsync(string name, string value, CancellationToken token) => CreateSecretAsync(name, Encoding.UTF8.GetBytes(value), token);

    /// <summary>Creates a config.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">What is in the file.</param>
    /// <param name="token">Honoured before the managers are asked.</param>
    /// <exception cref="ServiceException">There is one of this name, or it is too large.</exception>
    public Task<SwarmFile> CreateConfigAsync(string name, ReadOnlyMemory<byte> content, CancellationToken token) =>
        SwarmFile.CreateConfigAsync(_cluster, name, content.ToArray(), token);

    /// <inheritdoc cref="CreateConfigAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task<SwarmFile> CreateConfigAsync(string name, string content, CancellationToken token) => CreateConfigAsync(name, Encoding.UTF8.GetBytes(content), token);
}

using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>One push or pull by the engine. It ends when the registry ends: the engine itself would try for most of a minute.</summary>
internal static class EngineTransfer
{
    /// <param name="registry">As whom.</param>
    /// <param name="verb">"push" or "pull".</param>
    /// <param name="name">The image's name in the registry.</param>
    /// <param name="transfer">What the engine is asked.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="ImageTransferException">The engine said that it failed.</exception>
    /// <exception cref="ContainerExitedException">The registry ended.</exception>
    /// <exception cref="WaitTimedOutException">It was not complete within <see cref="RegistryOptions.TransferWithin"/>.</exception>
    public static Task RunAsync(
        RegistryAccess registry, string verb, string name, Func<AuthConfig?, IProgress<JSONMessage>, CancellationToken, Task> transfer, CancellationToken token)
    {
        var server = registry.Server;
        var account = registry.Account is { } it ? new AuthConfig { Username = it.Name, Password = it.Password, ServerAddress = server.Address } : null;
        return server.Container.WaitUntilAsync(server.Engine, $"the {verb} of {name}", AskAsync, server.Options.TransferWithin, token);

        async ValueTask<Probe<bool>> AskAsync(CancellationToken linked)
        {
            var progress = new LastError();
            try
            {
                await transfer(account, progress, linked);
            }
            catch (DockerApiException e)
            {
                throw new ImageTransferException(registry.Http.Name, verb, name, registry.User, EngineMessage.Of(e), e);
            }

            return progress.Said is null ? Probe.Ready(true) : throw new ImageTransferException(registry.Http.Name, verb, name, registry.User, progress.Said);
        }
    }

    /// <summary>The engine answers that all is well and says in the stream that follows what is not. Read on the reporting thread, so that it is not late.</summary>
    private sealed class LastError : IProgress<JSONMessage>
    {
        public string? Said { get; private set; }

        public void Report(JSONMessage value) => Said = value.Error?.Message ?? Said;
    }
}

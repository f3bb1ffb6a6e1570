using System.Threading.Channels;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>One push or pull by the engine. It ends when the registry ends: the engine itself would try for most of a minute.</summary>
internal static class EngineTransfer
{
    // Of a registry that dies the engine tells first that the connection ended, and then that the container did. The latter cancels what waits for it.
    private static readonly TimeSpan EndIsSeenWithin = TimeSpan.FromSeconds(2);

    /// <param name="user">As whom.</param>
    /// <param name="verb">"push" or "pull".</param>
    /// <param name="name">The image's name in the registry.</param>
    /// <param name="transfer">What the engine is asked.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.TransferFailed"/>: The engine said that it failed.</exception>
    /// <exception cref="ContainerException">The registry ended.</exception>
    /// <exception cref="WaitException">It was not complete within <see cref="RegistryOptions.TransferWithin"/>.</exception>
    public static Task RunAsync(
        RegistryUser user, string verb, string name, Func<AuthConfig?, IProgress<JSONMessage>, CancellationToken, Task> transfer, CancellationToken token)
    {
        var registry = user.Registry;
        var account = user.Account is { } it ? new AuthConfig { Username = it.Name, Password = it.Password, ServerAddress = registry.Address } : null;
        return registry.Container.WaitUntilAsync($"the {verb} of {name}", AskAsync, registry.Options.TransferWithin, token);

        async ValueTask<Probe<bool>> AskAsync(CancellationToken linked)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(linked);
            var progress = new TransferProgress();
            var transferring = TransferAsync(progress, cut.Token);
            try
            {
                // The registry's log may be later than its answer, so that it is asked at each second in which the engine waits.
                while (await Task.WhenAny(transferring, progress.TriesAgainAsync()) != transferring)
                {
                    if (await TroubleAsync(linked) is { IsLasting: true } lasting) throw Failed("", lasting.Cause, null);
                }
            }
            catch
            {
                await cut.CancelAsync();
                await ((Task)transferring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            var (said, refusal) = await transferring;
            if (said is null) return Probe.Ready(true);
            if (!await AnswersAsync(registry, linked)) await Task.Delay(EndIsSeenWithin, registry.Engine.Time, linked);
            throw Failed(said, (await TroubleAsync(linked))?.Cause, refusal);
        }

        async Task<(string? Said, DockerApiException? Refusal)> TransferAsync(TransferProgress progress, CancellationToken linked)
        {
            try
            {
                await transfer(account, progress, linked);
                return (progress.Error, null);
            }
            catch (DockerApiException e)
            {
                return (EngineMessage.Of(e), e);
            }
        }

        Task<(RegistryCause Cause, bool IsLasting)?> TroubleAsync(CancellationToken linked) => TransferTrouble.FindAsync(user, verb, RegistryNames.Parse(name).Repository, linked);

        RegistryException Failed(string said, RegistryCause? why, Exception? cause) => RegistryException.TransferFailed(user.Http.Name, verb, name, user.Account?.Name, said, why, cause);
    }

    private static async Task<bool> AnswersAsync(RunningRegistry registry, CancellationToken token)
    {
        try
        {
            using var answer = await registry.HttpFor(null).AskAsync(HttpMethod.Get, "/v2/", null, token);
            return true;
        }
        catch (Exception e) when (e is RegistryException { Reason: RegistryReason.Unreachable } or InvalidOperationException)
        {
            return false; // not reached, or without a port any more
        }
    }

    /// <summary>The engine answers that all is well and says in the stream that follows what is not. Read on the reporting thread, so that it is not late.</summary>
    private sealed class TransferProgress : IProgress<JSONMessage>
    {
        private readonly Channel<bool> _waits = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public string? Error { get; private set; }

        /// <summary>Done when the engine says that it waits, to try again what was refused.</summary>
        public Task<bool> TriesAgainAsync() => _waits.Reader.ReadAsync(CancellationToken.None).AsTask();

        public void Report(JSONMessage value)
        {
            Error = value.Error?.Message ?? Error;
            if (value.Status?.StartsWith("Retrying in", StringComparison.Ordinal) == true) _waits.Writer.TryWrite(true);
        }
    }
}

using System.Net.Sockets;
using System.Security.Authentication;

namespace InfraSpecs;

/// <summary>Something that an engine is waited for: the answer to a request, or the next bytes of a stream. Disposed when the waiting is over.</summary>
/// <param name="watch">Is told of it.</param>
/// <param name="request">What was asked, for the failure text.</param>
internal sealed class EngineCall(IEngineWatch watch, string request) : IDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private string? _seen;

    /// <summary>Cancelled when the engine is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    public void SeeSign() => watch.SeeSign();

    public void Lose(string seen)
    {
        _seen = seen;
        _lost.Cancel();
    }

    /// <summary>The one error for a connection that was lost, whatever the transport calls it; null for all else, and for what the caller ended.</summary>
    public async Task<Exception?> LossFromAsync(Exception e, CancellationToken caller)
    {
        if (watch.IsClosed && e is OperationCanceledException or ObjectDisposedException) return await watch.TellAsync(request, Said(e), e);
        if (caller.IsCancellationRequested) return null;
        if (_seen is not null) return await watch.TellAsync(request, _seen, e);
        return IsLoss(e) ? await watch.TellAsync(request, Said(e), e) : null;
    }

    public void Dispose() => watch.End(this);

    /// <summary>What transports throw where an engine is out of reach, or goes in the middle of an answer.</summary>
    public static bool IsLoss(Exception e) => e switch
    {
        HttpRequestException or IOException or SocketException or AuthenticationException => true,
        // The client tries each address of a host.
        AggregateException several => several.InnerExceptions.All(IsLoss),
        _ => false,
    };

    // What transports say of a connection that ends early is about their own reading of it: "Sequence contains no elements".
    private static string Said(Exception e) =>
        e.GetBaseException() is SocketException or AuthenticationException ? e.GetBaseException().Message : "the connection ended before the answer did";
}

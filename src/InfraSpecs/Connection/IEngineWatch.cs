namespace InfraSpecs;

/// <summary>What is told of what an engine is waited for.</summary>
internal interface IEngineWatch
{
    /// <summary>Its owner has closed the client, which cancels what it was asked.</summary>
    bool IsClosed { get; }

    /// <summary>Somebody begins to wait for the engine.</summary>
    /// <param name="request">For what, for the failure text.</param>
    EngineCall Begin(string request);

    /// <summary>The waiting is over.</summary>
    void End(EngineCall call);

    /// <summary>The engine gave a sign of life.</summary>
    void SeeSign();

    /// <summary>The one error for a connection that was lost.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="seen">What was seen of the loss.</param>
    /// <param name="cause">What the transport threw.</param>
    Task<Exception> TellAsync(string request, string seen, Exception cause);
}

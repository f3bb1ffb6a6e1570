namespace InfraSpecs;

/// <summary>What became of one request.</summary>
public readonly record struct HttpSample
{
    /// <summary>When it was to be sent, from the probe's start on.</summary>
    public required TimeSpan DueAt { get; init; }

    /// <summary>How long it took until the whole answer was there, or it had failed, from when it was due: a probe that was held up hides nothing.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>The status; 0 without an answer.</summary>
    public int Status { get; init; }

    /// <summary>Why it counts as failed.</summary>
    public HttpFailure Failure { get; init; }

    /// <summary>Who answered, by <see cref="HttpProbeOptions.ReplicaHeader"/>; null where the answer does not say.</summary>
    public string? Replica { get; init; }

    /// <summary>Who passed it on, by <see cref="HttpProbeOptions.ProxyHeader"/>; null where the answer does not say.</summary>
    public string? Proxy { get; init; }

    /// <summary>The beginning of the body, up to 128 bytes, as UTF-8; null where there is none.</summary>
    public string? BodyStart { get; init; }

    /// <summary>When it had ended, from the probe's start on.</summary>
    public TimeSpan EndedAt => DueAt + Latency;

    /// <summary>It was answered, with a status below 400.</summary>
    public bool IsGood => Failure == HttpFailure.None;

    /// <summary>"connection refused", "status 503"; "status 200" for a good one.</summary>
    public string Outcome => Failure switch
    {
        HttpFailure.NameNotFound => "name not found",
        HttpFailure.Refused => "connection refused",
        HttpFailure.NoRoute => "no route",
        HttpFailure.Timeout => "timeout",
        HttpFailure.Closed => "closed without an answer",
        HttpFailure.Broken => "answer broken off",
        HttpFailure.NotSent => "not sent: no socket left",
        _ => $"status {Status}",
    };

    /// <inheritdoc/>
    public override string ToString() => $"{DueAt.TotalSeconds:0.000} s: {Outcome}, {Latency.TotalMilliseconds:0.#} ms{(Replica is { } who ? $", by {who}" : "")}";

    /// <summary>A status of 400 or more is a failure: a probe asks for what is there, and what is not found is not served.</summary>
    internal static HttpFailure FailureOf(int status) => status < 400 ? HttpFailure.None : HttpFailure.Status;
}

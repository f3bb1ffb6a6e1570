using Microsoft.Extensions.Logging;

namespace InfraSpecs.Evidence;

/// <summary>Hands lines on without secrets: Testcontainers logs the commands that it runs.</summary>
/// <param name="inner">Who gets them.</param>
internal sealed class MaskedLogger(ILogger inner) : ILogger
{
    public ILogger Inner => inner;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel)) return;
        var text = exception is null ? formatter(state, null) : $"{formatter(state, exception)} {exception.Message}";
        inner.Log(logLevel, eventId, SessionSecrets.Mask(text), null, static (said, _) => said);
    }
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using Xunit;

namespace InfraSpecs.Xunit;

/// <summary>
/// Writes into the output of the test that is running, as xunit's <c>ITestOutputHelper</c> does; outside of tests, as in fixtures, into xunit's diagnostic messages. For
/// <see cref="EngineOptions.Logger"/>.
/// </summary>
/// <param name="least">The least level that is written; default Information.</param>
public sealed class TestOutputLogger(LogLevel least = LogLevel.Information) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var line = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {formatter(state, exception)}");
        try
        {
            if (TestContext.Current.TestOutputHelper is { } output) output.WriteLine(line);
            else TestContext.Current.SendDiagnosticMessage(line);
        }
        catch (InvalidOperationException)
        {
            // The test is over; its result was given.
        }
    }
}

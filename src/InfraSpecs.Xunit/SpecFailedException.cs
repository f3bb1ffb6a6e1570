using FluentAssertions.Common;

namespace InfraSpecs.Xunit;

/// <summary>A claim of a spec does not hold.</summary>
/// <param name="message">The claim and what was found.</param>
public sealed class SpecFailedException(string message) : Exception(message), IAssertionException
{
    /// <summary>
    /// Makes FluentAssertions throw this, whose text has what was seen meanwhile. FluentAssertions has one such setting for the process: one that somebody has made is left
    /// as it is.
    /// </summary>
    /// <returns>What puts the setting back.</returns>
    internal static IDisposable? ReportFluentAssertions()
    {
        var before = Services.ThrowException;
        if (before.Method.Module.Assembly != typeof(Services).Assembly) return null;
        Services.ThrowException = message => throw new SpecFailedException(WithWhatWasSeen(message));
        return new Before(before);
    }

    // FluentAssertions throws synchronously; what it is about to throw is waited for, a second at most.
    private static string WithWhatWasSeen(string message) => RunRecorder.Current is { } recorder
        ? string.Join('\n', [message, .. Task.Run(() => recorder.SeenMeanwhileAsync(message)).GetAwaiter().GetResult().Select(it => $"  {it}")])
        : message;

    private sealed class Before(Action<string> before) : IDisposable
    {
        public void Dispose() => Services.ThrowException = before;
    }
}

/// <summary>xunit v3 tells a failed claim from a broken test by an interface of this name, whoever declares it.</summary>
internal interface IAssertionException;

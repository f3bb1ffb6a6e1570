using FluentAssertions.Common;

namespace InfraSpecs.Xunit;

/// <summary>A claim of a spec does not hold.</summary>
/// <param name="message">The claim and what was found.</param>
public sealed class SpecFailedException(string message) : Exception(message), IAssertionException
{
    /// <summary>
    /// Makes FluentAssertions, which knows xunit up to version 2, throw this. FluentAssertions has one such setting for the process: one that somebody has made is left
    /// as it is.
    /// </summary>
    /// <returns>What puts the setting back.</returns>
    internal static IDisposable? ReportFluentAssertions()
    {
        var before = Services.ThrowException;
        if (before.Method.Module.Assembly != typeof(Services).Assembly) return null;
        Services.ThrowException = message => throw new SpecFailedException(message);
        return new Before(before);
    }

    private sealed class Before(Action<string> before) : IDisposable
    {
        public void Dispose() => Services.ThrowException = before;
    }
}

/// <summary>xunit v3 tells a failed claim from a broken test by an interface of this name, whoever declares it.</summary>
internal interface IAssertionException;

using FluentAssertions.Common;

namespace InfraSpecs.Xunit;

/// <summary>A claim of a spec does not hold.</summary>
/// <param name="message">The claim and what was found.</param>
public sealed class SpecFailedException(string message) : Exception(message), IAssertionException
{
    /// <summary>
    /// Makes FluentAssertions, which knows xunit up to version 2, throw this. FluentAssertions has one such setting for the process;
    /// all assemblies of a test run want the same.
    /// </summary>
    internal static void ReportFluentAssertions() => Services.ThrowException = message => throw new SpecFailedException(message);
}

/// <summary>xunit v3 tells a failed claim from a broken test by an interface of this name, whoever declares it.</summary>
internal interface IAssertionException;

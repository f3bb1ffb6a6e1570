using Xunit;
using Xunit.v3;

namespace InfraSpecs.Xunit.Runner;

/// <summary>Whose doing something is, as xunit knows it.</summary>
internal static class SpecScope
{
    public static RunScope? Current => TestContext.Current switch
    {
        { Test: { } test } => new RunScope(test.TestCase.UniqueID, test.TestCase.TestClassName),
        { TestClass: { } shared } => new RunScope(null, shared.TestClassName),
        _ => null,
    };

    public static RecordedSpec Spec(IXunitTest test) => new(
        test.TestCase.UniqueID, test.TestCase.TestClassName ?? "", test.TestCase.TestMethodName ?? "", test.TestDisplayName, test.TestCase.SourceFilePath, test.TestCase.SourceLineNumber);
}

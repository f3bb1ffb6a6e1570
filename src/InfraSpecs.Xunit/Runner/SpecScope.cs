using Xunit;
using Xunit.v3;

namespace InfraSpecs.Xunit.Runner;

/// <summary>Whose doing something is, as xunit knows it.</summary>
internal static class SpecScope
{
    public static RunScope? Current => TestContext.Current switch
    {
        { Test: IXunitTest test } => Of(test),
        { TestClass: { } shared } => new RunScope(null, shared.TestClassName, shared.TestCollection.UniqueID),
        { TestCollection: { } shared } => new RunScope(null, null, shared.UniqueID),
        _ => null,
    };

    public static RunScope Of(IXunitTest test) => new(test.TestCase.UniqueID, test.TestCase.TestClassName, test.TestCase.TestCollection.UniqueID);

    public static RecordedSpec Spec(IXunitTest test) => new(
        test.TestCase.UniqueID, test.TestCase.TestClassName ?? "", test.TestCase.TestMethodName ?? "", test.TestDisplayName, test.TestCase.SourceFilePath, test.TestCase.SourceLineNumber,
        test.TestCase.TestCollection.UniqueID);
}

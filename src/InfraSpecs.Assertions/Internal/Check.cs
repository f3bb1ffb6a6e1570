using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using FluentAssertions.Execution;

namespace InfraSpecs.Assertions.Internal;

/// <summary>One claim that shows its evidence when it fails.</summary>
[StackTraceHidden]
internal static class Check
{
    /// <summary>Fails with the message and the evidence unless the condition holds.</summary>
    /// <param name="condition">What is claimed.</param>
    /// <param name="because">The spec's reason, with its arguments.</param>
    /// <param name="evidence">A name and a text; asked for only if the claim fails.</param>
    /// <param name="message">In FluentAssertions' form, with {context}, {reason} and {0}.</param>
    /// <param name="args">The message's arguments.</param>
    [CustomAssertion]
    public static void That(
        bool condition, (string Text, object[] Args) because, (string Name, Func<string> Text) evidence, string message, params object[] args)
    {
        // Evidence is dropped where no scope is open.
        using var scope = new AssertionScope();
        scope.AddReportable(evidence.Name, evidence.Text);
        Execute.Assertion.BecauseOf(because.Text, because.Args).ForCondition(condition).FailWith(message, [.. args.Select(Shown)]);
    }

    // FluentAssertions shows a long as 3L.
    private static object Shown(object value) => value is long number ? new UnquotedText(number.ToString("N0", CultureInfo.InvariantCulture)) : value;
}

using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace InfraSpecs.Cli;

/// <summary>A verdict, as reports have it.</summary>
internal sealed record JudgedTest(string Name, bool Passed, string Output, string ErrorOutput, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings, TimeSpan Duration)
{
    /// <summary>One of something that was looked at, and not run.</summary>
    public static JudgedTest Of(string name, IReadOnlyList<string> errors) => new(name, errors.Count == 0, "", "", errors, [], TimeSpan.Zero);
}

/// <summary>Verdicts on one thing.</summary>
internal sealed record JUnitSuite(string Name, IReadOnlyList<JudgedTest> Results, IReadOnlyList<string> Warnings);

/// <summary>Verdicts in JUnit's format, as container-structure-test has it; warnings are properties. Times are in seconds.</summary>
internal static class JUnit
{
    public static string Write(IReadOnlyList<JUnitSuite> suites)
    {
        List<JudgedTest> results = [.. suites.SelectMany(suite => suite.Results)];
        var root = new XElement(
            "testsuites",
            new XAttribute("failures", results.Count(result => !result.Passed)),
            new XAttribute("tests", results.Count),
            new XAttribute("time", Seconds(TimeSpan.FromTicks(results.Sum(result => result.Duration.Ticks)))),
            suites.Select(suite => new XElement("testsuite", new XAttribute("name", Clean(suite.Name)), Warnings(suite.Warnings), suite.Results.Select(Case))));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static XElement Case(JudgedTest result) => new(
        "testcase",
        new XAttribute("name", Clean(result.Name)),
        new XAttribute("time", Seconds(result.Duration)),
        Warnings(result.Warnings),
        result.Errors.Select(error => new XElement("failure", Clean(error))),
        new XElement("system-out", Clean(result.Output)),
        new XElement("system-err", Clean(result.ErrorOutput)));

    private static XElement? Warnings(IReadOnlyList<string> warnings) => warnings.Count == 0
        ? null
        : new XElement("properties", warnings.Select(warning => new XElement("property", new XAttribute("name", "warning"), new XAttribute("value", Clean(warning)))));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture);

    /// <summary>Without what XML cannot hold.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune : Rune.ReplacementChar);
        return clean.ToString();
    }
}

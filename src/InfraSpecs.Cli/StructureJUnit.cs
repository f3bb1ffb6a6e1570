using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace InfraSpecs.Cli;

/// <summary>Results as container-structure-test's JUnit format has them; warnings are properties. Times are in seconds.</summary>
internal static class StructureJUnit
{
    public static string Write(IReadOnlyList<JudgedFile> files, string suiteName)
    {
        List<JudgedTest> results = [.. files.SelectMany(file => file.Results)];
        var suites = new XElement(
            "testsuites",
            new XAttribute("failures", results.Count(result => !result.Passed)),
            new XAttribute("tests", results.Count),
            new XAttribute("time", Seconds(TimeSpan.FromTicks(results.Sum(result => result.Duration.Ticks)))),
            new XElement("testsuite", new XAttribute("name", Clean(suiteName)), Warnings([.. files.SelectMany(file => file.Warnings)]), results.Select(Case)));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + suites.ToString(SaveOptions.DisableFormatting) + "\n";
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

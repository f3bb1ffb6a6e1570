using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfraSpecs.Cli;

/// <summary>What a verb tells as JSON: indented, with names in camelCase.</summary>
internal static class JsonText
{
    // It is read by people too: '+' stays '+', and a quote a quote.
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(object document) => JsonSerializer.Serialize(document, Form) + "\n";
}

/// <summary>The document of a verb that could not do what it was to do.</summary>
/// <param name="Error">What is told on the standard error.</param>
/// <param name="Subject">What it is about; null where that is not known.</param>
/// <param name="Advice">What to do; null where nobody knows.</param>
internal sealed record VerbError(string Error, string? Subject = null, string? Advice = null)
{
    public static VerbError Of(Exception e) => e is InfraSpecsException known ? new VerbError(known.Message, known.Subject, known.Advice) : new VerbError(e.Message);
}

using System.Globalization;
using System.Text;

namespace InfraSpecs.Cron;

/// <summary>Text of others inside of a sentence of ours: in quotation marks, on one line, not too long, with what cannot be seen made visible, and without
/// what is plainly a secret.</summary>
internal static class Quote
{
    private const int Longest = 160;

    public static string Of(string quoted)
    {
        var text = CommandText.WithoutSecrets(quoted);
        var shown = new StringBuilder();
        foreach (var c in text.Length > Longest ? text[..Longest] : text)
        {
            shown.Append(c switch
            {
                '\r' => "\\r",
                '\n' => "\\n",
                '\t' => " ",
                _ when char.IsControl(c) => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => c.ToString(),
            });
        }

        return $"`{shown}{(text.Length > Longest ? "…" : "")}`";
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace InfraSpecs.Report;

/// <summary>Markup, written by interpolation: what stands in holes is escaped, whatever it is, and only another piece of markup is not.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    public int Length => _text.Length;

    public static Html Of(ref Markup markup) => markup.Html;

    public Html Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        // The compiler has handed the pieces over already.
        _ = markup;
        return this;
    }

    public Html Add(Html part)
    {
        _text.Append(part._text);
        return this;
    }

    /// <summary>What is markup already: a file of our own.</summary>
    public Html AddRaw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Escape(string? text)
    {
        if (text is null) return;
        for (var i = 0; i < text.Length; i++)
        {
            var it = text[i];
            if (char.IsHighSurrogate(it) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) _text.Append(it).Append(text[++i]);
            else _ = Replacement(it) is { } other ? _text.Append(other) : _text.Append(it);
        }
    }

    private static string? Replacement(char it) => it switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '\n' or '\t' => null,
        '\r' => "",
        < ' ' => ((char)(0x2400 + it)).ToString(),
        '\x7f' => "␡",
        // No characters, halves of pairs, and what turns the direction of text around.
        (>= '\x80' and < '\xa0') or (>= '\ud800' and <= '\udfff') or '\ufffe' or '\uffff' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => "�",
        _ => null,
    };

    /// <summary>The pieces of an interpolated string, as the compiler hands them over.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
#pragma warning disable IDE0060 // The compiler gives both counts.
        public Markup(int literals, int holes) => Html = new Html();

        public Markup(int literals, int holes, Html html) => Html = html;
#pragma warning restore IDE0060

        public Html Html { get; }

        public void AppendLiteral(string markup) => Html._text.Append(markup);

        public void AppendFormatted(string? text) => Html.Escape(text);

        public void AppendFormatted(long number) => Html._text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(long number, string format) => Html._text.Append(number.ToString(format, CultureInfo.InvariantCulture));

        public void AppendFormatted(double number) => Html._text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

        public void AppendFormatted(Html part) => Html._text.Append(part._text);
    }
}

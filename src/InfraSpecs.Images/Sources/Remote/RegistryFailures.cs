using System.Globalization;
using System.Net;
using System.Text;
using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Sources.Remote;

/// <summary>What a registry's answers mean where they are no good news. Each is an error of its own kind: none says that there is no image, or no change, unless the registry said so.</summary>
internal static class RegistryFailures
{
    private const int Shown = 300;
    private const int LongestBody = 64 << 10;

    /// <summary>The error that an answer is.</summary>
    public static async Task<ImageTestException> ReadAsync(HttpResponseMessage answer, string registry, string what, string? user, CancellationToken token)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(token);
        var text = await LimitedText.ReadAsync(body, LongestBody, token) ?? [];
        var status = $"{(int)answer.StatusCode} ({answer.StatusCode})";
        string[] facts = [$"Asked for {what}, {(user is null ? "as nobody in particular" : "as " + user)}.", $"It answered {status}: {Said(text)}."];
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ImageTestException.Unreadable(
                ImageTestReason.AccessDenied, "",
                user is null ? $"{registry} wants to know who asks, or has no such repository for everyone" : $"{registry} does not let {user} read it, or has no such repository",
                "set User and Password in RegistryReadOptions, or mend the repository's name.", facts),
            // A registry gives its reason; any other answer of 404 does not come from its mouth.
            HttpStatusCode.NotFound when Errors(text).Count > 0 => ImageTestException.Unreadable(ImageTestReason.NotFound, "", $"{registry} does not have {what}",
                "push it first, or mend the name.", facts),
            HttpStatusCode.TooManyRequests => ImageTestException.Unreadable(
                ImageTestReason.Busy, "", $"{registry} was asked too often{Until(RetryAfter(answer))}", "ask again then, or with an account that may ask more often.", facts),
            _ => ImageTestException.Unreadable(ImageTestReason.NotUnderstood, "", $"{registry} answered {status}", "look at the registry's log, and whether a registry answers there.", facts),
        };
    }

    /// <summary>How long to wait before asking again; null where the registry does not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - TimeProvider.System.GetUtcNow(),
        _ => null,
    };

    public static ImageTestException NoAnswer(string registry, string what, string why, Exception cause) => ImageTestException.Unreadable(
        ImageTestReason.Unreachable, "", $"{registry} {why}",
        "look whether it runs and is reached from here. Where its certificate is not trusted, set RegistryReadOptions.AuthorityPem; where it speaks plain HTTP, PlainHttp.",
        [$"Asked for {what}."], cause);

    public static ImageTestException NotUnderstood(string registry, string what, string why, ReadOnlySpan<byte> body) => ImageTestException.Unreadable(
        ImageTestReason.NotUnderstood, "", $"{registry} gave an answer that is not understood: {why}", "look whether a registry answers there.",
        [$"Asked for {what}.", $"It answered: {Said(body.ToArray())}."]);

    private static string Until(TimeSpan? wait) => wait is { } time
        ? string.Create(CultureInfo.InvariantCulture, $", and wants to be asked again in {time.TotalSeconds:0} s, at {TimeProvider.System.GetUtcNow() + time:HH:mm:ss} UTC")
        : ", and does not say when to ask again";

    private static string Said(byte[] body) => Errors(body) is { Count: > 0 } errors ? string.Join("; ", errors) : Begin(body);

    /// <summary>The registry's own words (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes).</summary>
    private static List<string> Errors(byte[] body)
    {
        try
        {
            return JsonPart.Read(body, json => json.Items("errors").Select(error => $"{error.Text("message")} ({error.Text("code")})").ToList());
        }
        catch (ImageTestException)
        {
            return [];
        }
    }

    private static string Begin(byte[] body)
    {
        var text = string.Join(' ', Encoding.UTF8.GetString(body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var shown = string.Concat(text.Take(Shown).Where(letter => !char.IsControl(letter)));
        return shown.Length == 0 ? "nothing" : text.Length > Shown ? shown + "…" : shown;
    }
}

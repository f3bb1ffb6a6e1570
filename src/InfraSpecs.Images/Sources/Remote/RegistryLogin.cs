using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Sources.Remote;

/// <summary>
/// How a registry wants to be told who asks: with the password (Basic), or with a token that another server gives for it (Bearer,
/// https://distribution.github.io/distribution/spec/auth/token/). Nobody but these two hears the password.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="registry">How errors call the registry.</param>
/// <param name="options">Who asks.</param>
internal sealed partial class RegistryLogin(HttpClient client, string registry, RegistryReadOptions options)
{
    /// <summary>What to say to a registry that refused a question which said nothing; null where there is nothing to say.</summary>
    /// <param name="refusal">Its answer.</param>
    /// <param name="scope">What to ask a token for, where the registry does not say: "repository:example/app:pull".</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(HttpResponseMessage refusal, string scope, CancellationToken token)
    {
        var challenges = refusal.Headers.WwwAuthenticate.ToLookup(it => it.Scheme, it => it.Parameter ?? "", StringComparer.OrdinalIgnoreCase);
        if (challenges["Bearer"].FirstOrDefault() is { } bearer) return await TokenAsync(refusal.RequestMessage!.RequestUri!, Parameters(bearer), scope, token);
        return challenges.Contains("Basic") ? Basic() : null;
    }

    private async Task<AuthenticationHeaderValue> TokenAsync(Uri asked, Dictionary<string, string> parameters, string scope, CancellationToken token)
    {
        const string What = "a token";
        if (!Uri.TryCreate(parameters.GetValueOrDefault("realm"), UriKind.Absolute, out var realm) || realm.Scheme is not ("https" or "http") || (asked.Scheme is "https" && realm.Scheme is "http"))
        {
            throw RegistryFailures.NotUnderstood(registry, What, "where tokens are to be had it says not, or not so that it is safe",
                Encoding.UTF8.GetBytes(parameters.GetValueOrDefault("realm") ?? ""));
        }

        var query = $"service={Uri.EscapeDataString(parameters.GetValueOrDefault("service") ?? "")}&scope={Uri.EscapeDataString(parameters.GetValueOrDefault("scope") ?? scope)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{query}" : query }.Uri);
        request.Headers.Authorization = Basic();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
        if (answer.StatusCode is not HttpStatusCode.OK) throw await RegistryFailures.ReadAsync(answer, realm.Authority, What, options.User, token);
        await using var body = await answer.Content.ReadAsStreamAsync(token);
        var text = await LimitedText.ReadAsync(body, LimitedText.Longest, token) ?? [];
        return new AuthenticationHeaderValue("Bearer", TokenOf(text) ?? throw RegistryFailures.NotUnderstood(realm.Authority, What, "it has no token", []));
    }

    private AuthenticationHeaderValue? Basic() =>
        options.User is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}")));

    /// <summary>What the answer was is not told: it may be a token all the same.</summary>
    private static string? TokenOf(byte[] text)
    {
        try
        {
            return JsonPart.Read(text, json => json.FindText("token") ?? json.FindText("access_token"));
        }
        catch (ImageTestException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Parameters(string challenge)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameter().Matches(challenge)) parameters[match.Groups[1].Value] = match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value;
        return parameters;
    }

    [GeneratedRegex("""([A-Za-z_]+)=(?:"([^"]*)"|([^",\s]+))""")]
    private static partial Regex Parameter();
}

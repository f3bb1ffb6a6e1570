using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace InfraSpecs.Registry;

/// <summary>Who asks.</summary>
internal sealed record RegistryAccount(string Name, string Password)
{
    public override string ToString() => Name;
}

/// <summary>The registry's HTTP API (https://distribution.github.io/distribution/spec/api/), with errors that say what it said.</summary>
/// <param name="client">Shared by all that ask the same registry.</param>
/// <param name="name">How errors call the registry.</param>
/// <param name="address">Where it is now; the port changes with a restart.</param>
/// <param name="account">Who asks; null for nobody in particular.</param>
/// <param name="host">The name that its certificate must have, whatever the address is; null for the address.</param>
internal sealed class RegistryHttp(HttpClient client, string name, Func<Uri> address, RegistryAccount? account, string? host = null)
{
    // A registry sends the manifest that was pushed only to those who say that they can read it.
    private static readonly MediaTypeWithQualityHeaderValue[] Manifests = [.. MediaTypes.Manifests.Select(type => new MediaTypeWithQualityHeaderValue(type))];

    public string Name => name;

    /// <summary>A client that trusts one authority and nobody else.</summary>
    public static HttpClient NewClient(string? authorityPem)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = true, UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20) };
        if (authorityPem is not null)
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.Add(X509Certificate2.CreateFromPem(authorityPem));
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust };
        }

        // For the slowest request, an upload of a whole layer; what a caller waits for less it says by its token.
        return new HttpClient(handler) { Timeout = TimeSpan.FromMinutes(10) };
    }

    /// <summary>Asks, and gives back whatever the registry answers; the caller disposes it.</summary>
    /// <param name="method">What to do.</param>
    /// <param name="path">A path with its query, "/v2/…", or the address that an answer named.</param>
    /// <param name="content">What to send.</param>
    /// <param name="token">Ends the request.</param>
    /// <exception cref="RegistryUnreachableException">There was no answer.</exception>
    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken token)
    {
        Uri? uri = null;
        try
        {
            uri = new Uri(address(), path);
            using var request = new HttpRequestMessage(method, uri) { Content = content };
            request.Headers.Host = host;
            if (path.Contains("/manifests/", StringComparison.Ordinal)) Array.ForEach(Manifests, request.Headers.Accept.Add);
            if (account is not null)
            {
                var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Name}:{account.Password}"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
            }

            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException || (e is TaskCanceledException && !token.IsCancellationRequested))
        {
            throw new RegistryUnreachableException(name, uri, RegistryUnreachableException.Innermost(e).Message, e);
        }
    }

    /// <summary>Asks for something that must succeed.</summary>
    /// <param name="method">What to do.</param>
    /// <param name="path">A path with its query, "/v2/…", or the address that an answer named.</param>
    /// <param name="what">What is asked for, as an error shall call it: "the tags of example/echo".</param>
    /// <param name="content">What to send.</param>
    /// <param name="token">Ends the request.</param>
    /// <exception cref="RegistryUnreachableException">There was no answer.</exception>
    /// <exception cref="RegistryRefusedException">The registry answered with an error.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string what, HttpContent? content, CancellationToken token)
    {
        var answer = await AskAsync(method, path, content, token);
        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await RefusalAsync(answer, what, token);
    }

    /// <summary>The error that an answer is.</summary>
    public async Task<RegistryRefusedException> RefusalAsync(HttpResponseMessage answer, string what, CancellationToken token) =>
        new(name, what, answer.StatusCode, RegistryError.Parse(await BytesAsync(answer, token)), account?.Name);

    /// <summary>Reads JSON that must be there.</summary>
    /// <exception cref="RegistryAnswerException">What answered is no JSON, or not such as a registry sends.</exception>
    public async Task<T> ReadAsync<T>(HttpResponseMessage answer, string what, Func<JsonElement, T> read, CancellationToken token) =>
        Parse(await BytesAsync(answer, token), what, read);

    /// <inheritdoc cref="ReadAsync"/>
    public T Parse<T>(byte[] body, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new RegistryAnswerException(name, what, Encoding.UTF8.GetString(body), e);
        }
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="RegistryUnreachableException">It broke off.</exception>
    public async Task<byte[]> BytesAsync(HttpResponseMessage answer, CancellationToken token)
    {
        try
        {
            return await answer.Content.ReadAsByteArrayAsync(token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new RegistryUnreachableException(name, answer.RequestMessage?.RequestUri, e.Message, e);
        }
    }
}

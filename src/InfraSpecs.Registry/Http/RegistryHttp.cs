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
/// <param name="within">How long it may take to answer; null for the usual time.</param>
internal sealed class RegistryHttp(HttpClient client, string name, Func<Uri> address, RegistryAccount? account, string? host = null, TimeSpan? within = null)
{
    // A registry sends the manifest that was pushed only to those who say that they can read it.
    private static readonly MediaTypeWithQualityHeaderValue[] Manifests = [.. MediaTypes.Manifests.Select(type => new MediaTypeWithQualityHeaderValue(type))];

    public string Name => name;

    /// <summary>Says what ended the registry where it gives no answer; null where that is not asked.</summary>
    public Func<CancellationToken, Task>? ThrowIfEnded { get; init; }

    /// <summary>Finds out why it refuses, beyond what it answers; null where that is not asked.</summary>
    public Func<RegistryRefusal, CancellationToken, Task<RegistryCause?>>? Explain { get; init; }

    public TimeSpan Within => within ?? RegistryLimits.Within;

    /// <summary>A client that trusts one authority and nobody else.</summary>
    public static HttpClient NewClient(string? authorityPem)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20) };
        if (authorityPem is not null)
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.Add(X509Certificate2.CreateFromPem(authorityPem));
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust };
        }

        // Each request has a deadline of its own.
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks, and gives back whatever the registry answers; the caller disposes it.</summary>
    /// <param name="method">What to do.</param>
    /// <param name="path">A path with its query, "/v2/…".</param>
    /// <param name="content">What to send.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: There was no answer in time.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotUnderstood"/>: It sends elsewhere, and that leads to no answer.</exception>
    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken token)
    {
        var (home, uri) = await WithinAsync(null, _ => Task.FromResult(AddressOf(path)), Within, token);
        for (var count = 0; ; count++)
        {
            var answer = await WithinAsync(uri, linked => AskOnceAsync(method, uri, uri.Authority == home.Authority, content, linked), content is null ? Within : RegistryLimits.UploadWithin, token);
            if (content is not null || !answer.StatusCode.IsRedirection() || answer.Headers.Location is not { } location) return answer;
            answer.Dispose();
            var next = new Uri(uri, location);
            if (count == RegistryLimits.Redirections) throw RegistryException.NotUnderstood(name, path, $"(it redirects more than {count} times, last to {next.GetLeftPart(UriPartial.Path)})");
            if (next.Scheme is not ("http" or "https") || (uri.Scheme is "https" && next.Scheme is "http"))
            {
                throw RegistryException.NotUnderstood(name, path, $"(it redirects from {uri.Scheme} to {next.Scheme})");
            }
            uri = next;
        }
    }

    /// <summary>Asks for something that must succeed.</summary>
    /// <param name="method">What to do.</param>
    /// <param name="path">A path with its query, "/v2/…".</param>
    /// <param name="what">What is asked for, as an error shall call it: "the tags of example/echo".</param>
    /// <param name="content">What to send.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: There was no answer.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Refused"/>: The registry answered with an error.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string what, HttpContent? content, CancellationToken token)
    {
        var answer = await AskAsync(method, path, content, token);
        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await RefusalAsync(answer, what, token);
    }

    /// <summary>The error that an answer is.</summary>
    public async Task<RegistryException> RefusalAsync(HttpResponseMessage answer, string what, CancellationToken token)
    {
        var body = await WithinAsync(answer.RequestMessage?.RequestUri, linked => RegistryBody.ReadAsync(answer, RegistryLimits.Refusal, linked), Within, token);
        var request = answer.RequestMessage;
        var refusal = new RegistryRefusal(
            request?.Method ?? HttpMethod.Get, request?.RequestUri?.AbsolutePath ?? "", answer.StatusCode, body is null ? [] : RegistryError.Parse(body), account?.Name);
        return RegistryException.Refused(name, what, refusal, Encoding.UTF8.GetString(body ?? []).Trim(), Explain is null ? null : await Explain(refusal, token));
    }

    /// <summary>Reads JSON that must be there.</summary>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotUnderstood"/>: What answered is no JSON, or not such as a registry sends, or too long.</exception>
    public async Task<T> ReadAsync<T>(HttpResponseMessage answer, string what, int limit, Func<JsonElement, T> read, CancellationToken token) =>
        Parse(await BytesAsync(answer, what, limit, token), what, read);

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
            throw RegistryException.NotUnderstood(name, what, Encoding.UTF8.GetString(body), e);
        }
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: It broke off, or did not end in time.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotUnderstood"/>: It is longer than it may be.</exception>
    public async Task<byte[]> BytesAsync(HttpResponseMessage answer, string what, int limit, CancellationToken token) =>
        await WithinAsync(answer.RequestMessage?.RequestUri, linked => RegistryBody.ReadAsync(answer, limit, linked), Within, token)
            ?? throw RegistryException.NotUnderstood(name, what, $"(it is longer than {RegistryBody.Size(limit)}, and no more is read of it)");

    /// <summary>Waits for one thing no longer than it may take.</summary>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: It did not come, or broke off.</exception>
    public async Task<T> WithinAsync<T>(Uri? asked, Func<CancellationToken, Task<T>> ask, TimeSpan limit, CancellationToken token)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(token);
        deadline.CancelAfter(limit);
        try
        {
            return await ask(deadline.Token);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw RegistryException.Unreachable(name, asked, $"it was not complete within {FailureText.Seconds(limit)}", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
        {
            // A certificate that is not trusted is no sign of an end.
            if (ThrowIfEnded is { } ended && e is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }) await ended(token);
            throw RegistryException.Unreachable(name, asked, Innermost(e).Message, e);
        }
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    /// <summary>Where it is, and where a path of it is; an answer may have named the path.</summary>
    private (Uri Home, Uri Asked) AddressOf(string path)
    {
        var home = address();
        var asked = new Uri(home, path);
        return asked.Authority == home.Authority ? (home, asked) : throw RegistryException.NotUnderstood(name, path, $"(it names another host, {asked.Authority})");
    }

    /// <summary>Only the registry itself hears who asks; where it sends to does not.</summary>
    private async Task<HttpResponseMessage> AskOnceAsync(HttpMethod method, Uri uri, bool isHome, HttpContent? content, CancellationToken token)
    {
        using var request = new HttpRequestMessage(method, uri) { Content = content };
        if (uri.AbsolutePath.Contains("/manifests/", StringComparison.Ordinal)) Array.ForEach(Manifests, request.Headers.Accept.Add);
        if (isHome)
        {
            request.Headers.Host = host;
            if (account is not null)
            {
                var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Name}:{account.Password}"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
            }
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
    }
}

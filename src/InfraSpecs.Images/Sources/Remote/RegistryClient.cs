using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Sources.Remote;

/// <summary>Reads from a registry (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull), with nothing but what every registry has.</summary>
internal sealed class RegistryClient : IDisposable
{
    private const int MostRedirections = 5;
    private const int MostRetries = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Uri _home;
    private readonly string _repository;
    private readonly RegistryReadOptions _options;
    private readonly HttpClient _client;
    private readonly RegistryLogin _login;
    private AuthenticationHeaderValue? _who;

    /// <param name="registry">Its host, with a port where there is one.</param>
    /// <param name="repository">What is read of it.</param>
    /// <param name="options">How.</param>
    public RegistryClient(string registry, string repository, RegistryReadOptions options)
    {
        (Name, _repository, _options) = ($"registry {registry}", repository, options);
        _home = new Uri($"https://{registry}");
        if (options.PlainHttp ?? (_home.IsLoopback && options.AuthorityPem is null)) _home = new Uri($"http://{registry}");
        _client = new HttpClient(Handler(options, _home)) { Timeout = Timeout.InfiniteTimeSpan };
        _login = new RegistryLogin(_client, Name, options);
    }

    /// <summary>As errors call it.</summary>
    public string Name { get; }

    /// <summary>Something of the repository that must be there.</summary>
    /// <param name="path">As "manifests/1.4".</param>
    /// <param name="what">What it is, as an error shall call it.</param>
    /// <param name="accept">The media types that are understood.</param>
    /// <param name="token">Ends it.</param>
    /// <returns>The answer's head; the caller disposes it, and reads its body with <see cref="BodyAsync"/>.</returns>
    /// <exception cref="ImageTestException">The registry gave no answer, or one that is no good news.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, string what, IEnumerable<string> accept, CancellationToken token)
    {
        var uri = new Uri(_home, $"/v2/{_repository}/{path}");
        var isAsked = false;
        for (var retries = 0; ; retries++)
        {
            var answer = await WithinAsync(what, linked => FollowAsync(uri, accept, what, linked), token);
            if (answer.IsSuccessStatusCode) return answer;
            using (answer)
            {
                if (answer.StatusCode is HttpStatusCode.Unauthorized && !isAsked)
                {
                    isAsked = true;
                    if ((_who = await WithinAsync(what, linked => _login.AnswerAsync(answer, $"repository:{_repository}:pull", linked), token)) is not null) continue;
                }

                var wait = RegistryFailures.RetryAfter(answer);
                if (answer.StatusCode is not HttpStatusCode.TooManyRequests || wait is not { } time || time > LongestWait || retries >= MostRetries)
                {
                    throw await WithinAsync(what, linked => RegistryFailures.ReadAsync(answer, Name, what, _options.User, linked), token);
                }

                if (time > TimeSpan.Zero) await Task.Delay(time, TimeProvider.System, token);
            }
        }
    }

    /// <summary>An answer's body, of which each next piece has its deadline.</summary>
    public async Task<Stream> BodyAsync(HttpResponseMessage answer, string what, CancellationToken token, long? size = null) =>
        new RegistryBody(this, await answer.Content.ReadAsStreamAsync(token), what, size);

    /// <summary>The JSON that an answer is.</summary>
    public async Task<byte[]> TextAsync(HttpResponseMessage answer, string what, CancellationToken token)
    {
        await using var body = await BodyAsync(answer, what, token);
        return await LimitedText.ReadAsync(body, LimitedText.Longest, token)
            ?? throw RegistryFailures.NotUnderstood(Name, what, $"it is longer than {LimitedText.Longest >> 20} MiB, and no more is read of it", []);
    }

    /// <summary>The first tags of the repository, for those who ask for one that is not there; none where they cannot be had.</summary>
    public async Task<IReadOnlyList<string>> FindTagsAsync(CancellationToken token)
    {
        try
        {
            using var answer = await GetAsync("tags/list?n=100", "the list of tags", [], token);
            return JsonPart.Read(await TextAsync(answer, "the list of tags", token), json => json.Texts("tags"));
        }
        catch (ImageTestException)
        {
            return []; // what is missing is told without them
        }
    }

    /// <summary>Waits for one thing no longer than it may take.</summary>
    public async Task<T> WithinAsync<T>(string what, Func<CancellationToken, Task<T>> ask, CancellationToken token)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(token);
        deadline.CancelAfter(_options.AnswerWithin);
        try
        {
            return await ask(deadline.Token);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw RegistryFailures.NoAnswer(Name, what, $"gave nothing for {FailureText.Seconds(_options.AnswerWithin)}", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw RegistryFailures.NoAnswer(Name, what, $"gave no answer, or not all of it: {Innermost(e).Message.TrimEnd('.')}", e);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> FollowAsync(Uri uri, IEnumerable<string> accept, string what, CancellationToken token)
    {
        for (var count = 0; ; count++)
        {
            var answer = await AskAsync(uri, accept, token);
            if (answer.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || answer.Headers.Location is not { } location) return answer;
            answer.Dispose();
            var next = new Uri(uri, location);
            if (count == MostRedirections) throw RegistryFailures.NotUnderstood(Name, what, $"it redirects more than {count} times", []);
            if (next.Scheme is not ("http" or "https") || (uri.Scheme is "https" && next.Scheme is "http")) throw RegistryFailures.NotUnderstood(Name, what, $"it redirects from {uri.Scheme} to {next.Scheme}", []);
            uri = next;
        }
    }

    /// <summary>Only the registry itself hears who asks; where it sends to does not.</summary>
    private async Task<HttpResponseMessage> AskAsync(Uri uri, IEnumerable<string> accept, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        foreach (var type in accept) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        if (uri.Authority == _home.Authority && uri.Scheme == _home.Scheme) request.Headers.Authorization = _who;
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
    }

    private static SocketsHttpHandler Handler(RegistryReadOptions options, Uri home)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !home.IsLoopback };
        if (options.AuthorityPem is null) return handler;
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.AddRange(options.Authorities);
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust };
        return handler;
    }

    private static Exception Innermost(Exception e) => e is not AuthenticationException && e.InnerException is { } inner ? Innermost(inner) : e;
}

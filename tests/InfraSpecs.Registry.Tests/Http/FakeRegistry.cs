using System.Net;
using System.Text;

namespace InfraSpecs.Registry.Tests.Http;

/// <summary>Answers as a registry that is broken, or as something that is none.</summary>
internal sealed class FakeRegistry : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();

    public List<string> Asked { get; } = [];

    public static readonly RegistryAccount Jo = new("jo", "s3cret");

    public RegistryHttp Http => new(new HttpClient(this, disposeHandler: false), "registry-1", () => new Uri("http://127.0.0.1:5000"), Jo);

    public FakeRegistry Answer(HttpStatusCode status, string body, params (string Name, string Value)[] headers) => Answer(() =>
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) answer.Headers.TryAddWithoutValidation(name, value);
        return answer;
    });

    public FakeRegistry Answer(Func<HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        var answer = _answers.Dequeue()();
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }
}

namespace InfraSpecs.Swarm.Tests.Cluster.Attach;

public sealed class AttachOptionsTests
{
    [Fact]
    public void The_defaults_can_be_used() => new AttachOptions().Validate(new Uri("tcp://10.0.0.5:2375"));

    [Fact]
    public void All_errors_are_named_at_once()
    {
        var folder = Path.Combine(Path.GetTempPath(), "no-such-folder");
        var options = new AttachOptions
        {
            CertificateFolder = folder,
            Engines = new Dictionary<string, Uri> { ["worker01"] = new("10.0.0.6", UriKind.Relative) },
            AnswerWithin = TimeSpan.Zero,
            ReadyWithin = TimeSpan.Zero,
        };
        options.Invoking(it => it.Validate(new Uri("10.0.0.5", UriKind.Relative))).Should().Throw<InvalidOptionsException>().Which.Errors.Should().Equal(
            "The manager's address is 10.0.0.5; it must be absolute, as in tcp://10.0.0.5:2376.",
            $"CertificateFolder is {folder}; it has no ca.pem and no cert.pem and no key.pem.",
            "Engines has no absolute address for worker01; write tcp://10.0.0.6:2376.",
            "AnswerWithin is 00:00:00; it must be more than zero.",
            "ReadyWithin is 00:00:00; it must be more than zero.");
    }
}

using Docker.DotNet.Models;
using InfraSpecs.Observation;

namespace InfraSpecs.Tests.Observation;

public sealed class ContainerSecretsTests
{
    [Theory]
    [InlineData("root", "user root may write to /root", "user root may write to /root")]
    [InlineData("root", "mysql -uroot -proot", "mysql -uroot -p***")]
    [InlineData("root", "MYSQL_ROOT_PASSWORD=root", "MYSQL_ROOT_PASSWORD=***")]
    [InlineData("root", "CREATE USER root IDENTIFIED BY 'root'", "CREATE USER root IDENTIFIED BY '***'")]
    [InlineData("warehouse", "database warehouse, password: warehouse", "database warehouse, password: ***")]
    [InlineData("JOE", "user joe, password=joe", "user joe, password=***")]
    [InlineData("pelican", "image quay/pelican:3", "image quay/pelican:3")]
    [InlineData("ab", "a cab", "a cab")]
    [InlineData("ocelot", "it said ocelot", "it said ***")]
    [InlineData("Tr0ub4dor&3-x", "it said Tr0ub4dor&3-x", "it said ***")]
    public void A_secret_that_is_a_word_or_a_name_too_is_hidden_only_where_it_is_a_secret(string secret, string text, string masked)
    {
        ContainerSecrets.Hide(new ContainerInspectResponse
        {
            Config = new ContainerConfig { Image = "quay/pelican:3", Env = [$"MYSQL_ROOT_PASSWORD={secret}", "MYSQL_DATABASE=warehouse", "MYSQL_USER=joe"] },
        });
        SessionSecrets.Mask(text).Should().Be(masked);
    }
}

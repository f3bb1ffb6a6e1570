namespace InfraSpecs.Tests.Extensibility;

public sealed class NamedThingTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("a")]
    [InlineData("my-shop-2")]
    [InlineData("a23456789012345678901234567890")]
    public void A_name_that_can_be_a_hosts_is_one(string name) => NamedThing.IsNamedWell(name).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("Demo")]
    [InlineData("-demo")]
    [InlineData("demo-")]
    [InlineData("de mo")]
    [InlineData("de_mo")]
    [InlineData("demo\n")]
    [InlineData("../demo")]
    [InlineData("a234567890123456789012345678901")]
    public void Another_is_none(string name) => NamedThing.IsNamedWell(name).Should().BeFalse();

    [Fact]
    public async Task Options_refuse_it()
    {
        var connect = () => Engine.ConnectAsync(new EngineOptions { Named = new NamedThing("swarm", "De mo") }, ThisTest.Token);
        (await connect.Should().ThrowAsync<InvalidOptionsException>()).Which.Errors.Should().Equal(
            "Named is 'De mo'; a name has up to 30 lower-case letters, digits and '-', and begins and ends with a letter or digit.");
    }

    [Fact]
    public void Its_containers_have_its_name()
    {
        new NamedThing("swarm", "demo").ContainerName("worker01").Should().Be("swarm-demo-worker01");
        new NamedThing("mysql", "shop").ContainerName("mysql").Should().Be("mysql-shop");
    }

    [Theory]
    [InlineData("swarm", "/swarm-demo-worker01", "worker01")]
    [InlineData("swarm", "swarm-demo-manager-2", "manager-2")]
    [InlineData("mysql", "mysql-demo", "mysql")]
    [InlineData("swarm", "swarm-demo2-worker01", null)]
    [InlineData("mysql", "somebody", null)]
    public void What_a_container_is_for_is_said_by_its_name(string kind, string container, string? role) => new NamedThing(kind, "demo").RoleOf(container).Should().Be(role);

    [Fact]
    public void What_it_is_made_of_has_no_owner_that_could_be_found_dead()
    {
        var session = new Session(new NamedThing("swarm", "demo"));
        session.Labels.Should().Equal(new Dictionary<string, string>
        {
            ["infraspecs.named"] = "demo", ["infraspecs.named.kind"] = "swarm", ["infraspecs.session"] = session.Id.ToString("N"),
        });
        session.ResourceLabels.Should().Equal(session.Labels);
    }
}

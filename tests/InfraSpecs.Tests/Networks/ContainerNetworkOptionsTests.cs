namespace InfraSpecs.Tests.Networks;

public sealed class ContainerNetworkOptionsTests
{
    [Theory]
    [InlineData("10.17.0.0/24")]
    [InlineData("fd00:17::/64")]
    public void A_subnet_is_a_range(string subnet) => new ContainerNetworkOptions { Subnet = subnet }.Validate();

    [Theory]
    [InlineData("10.17.0.0")]
    [InlineData("10.17.0.0/33")]
    [InlineData("backend")]
    [InlineData("")]
    public void Anything_else_is_refused(string subnet) => new ContainerNetworkOptions { Subnet = subnet, Role = "a b" }
        .Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().WithMessage($"*Role is 'a b'*Subnet is '{subnet}'; it must be an address and a length*");
}

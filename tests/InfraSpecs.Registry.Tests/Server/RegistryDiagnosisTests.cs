namespace InfraSpecs.Registry.Tests.Server;

public sealed class RegistryDiagnosisTests
{
    private const string File = "jo:$2y$05$abc\nmax:$apr1$abc$def\nplain:s3cret\n";

    [Theory]
    [InlineData("jo", null)]
    [InlineData("max", "another form than bcrypt")]
    [InlineData("plain", "another form than bcrypt")]
    [InlineData("nobody", "/h has no user nobody")]
    [InlineData("j", "/h has no user j")]
    public void The_form_of_a_password_is_told_and_not_the_password(string account, string? why)
    {
        var cause = RegistryDiagnosis.OfPassword("/h", File, account);
        if (why is null) cause.Should().BeNull();
        else cause!.Why.Should().Contain(why).And.NotContain("s3cret").And.NotContain("$apr1");
    }

    [Theory]
    [InlineData("REGISTRY_STORAGE_DELETE_ENABLED=false", "DELETE", "REGISTRY_STORAGE_DELETE_ENABLED is false")]
    [InlineData("X=1", "DELETE", "REGISTRY_STORAGE_DELETE_ENABLED is not set")]
    [InlineData("REGISTRY_STORAGE_DELETE_ENABLED=true", "DELETE", null)]
    [InlineData("X=1", "POST", null)]
    [InlineData("REGISTRY_STORAGE_MAINTENANCE_READONLY={enabled: true}", "POST", "it is read-only: REGISTRY_STORAGE_MAINTENANCE_READONLY is {enabled: true}")]
    [InlineData("REGISTRY_STORAGE_MAINTENANCE={\"readonly\":{\"enabled\":true}}", "DELETE", "it is read-only")]
    [InlineData("REGISTRY_PROXY_REMOTEURL=http://upstream", "POST", "it is a mirror (REGISTRY_PROXY_REMOTEURL)")]
    public void The_setting_is_named(string variable, string method, string? why)
    {
        var parts = variable.Split('=', 2);
        var cause = RegistryDiagnosis.OfSettings(new Dictionary<string, string> { [parts[0]] = parts[1] }, new HttpMethod(method));
        if (why is null) cause.Should().BeNull();
        else cause!.Why.Should().Contain(why);
    }
}

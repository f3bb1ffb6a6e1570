namespace InfraSpecs.MySql.Tests.Fingerprint;

public sealed class JsonFormTests
{
    [Theory]
    [InlineData("""{"b": 1, "a": [1.0, 100.0, null]}""", """{"a":[1.0,1e2,null],"b":1}""")]
    [InlineData("""{"a": 1, "a": 2}""", """{"a": 2}""")]
    [InlineData("\"\\u00fc\"", "\"ü\"")]
    [InlineData("18446744073709551615", " 18446744073709551615 ")]
    [InlineData("18446744073709551616", "1.8446744073709552e19")]
    [InlineData("1.50", "15e-1")]
    [InlineData("0.000", "0e5")]
    [InlineData("1e23", "100000000000000000000000.0")]
    [InlineData("\"a/b\"", "\"a\\/b\"")]
    public void Texts_of_one_document_have_one_form(string one, string other) => JsonForm.Normalize(one).Should().Be(JsonForm.Normalize(other));

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("1", "\"1\"")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("null", "\"null\"")]
    [InlineData("{}", "[]")]
    [InlineData("\"a\"", "\"a \"")]
    [InlineData("18446744073709551615", "18446744073709551614")]
    [InlineData("18446744073709551616", "18446744073709551617")]
    [InlineData("0.12345678901234567", "0.12345678901234568")]
    [InlineData("12345678901234567.1", "12345678901234567.2")]
    [InlineData("1.00000000000000001", "1.0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567891")]
    [InlineData("1e400", "1e401")]
    [InlineData("0.0", "-0.0")]
    public void Other_documents_have_other_forms(string one, string other) => JsonForm.Normalize(one).Should().NotBe(JsonForm.Normalize(other));

    [Fact]
    public void What_is_no_document_stays_as_it_is() => JsonForm.Normalize("{no json").Should().Be("{no json");

    [Fact]
    public void A_document_may_be_as_deep_as_MySQL_allows() =>
        JsonForm.Normalize(new string('[', 100) + new string(']', 100)).Should().HaveLength(200);
}

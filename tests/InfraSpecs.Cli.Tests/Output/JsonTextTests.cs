namespace InfraSpecs.Cli.Tests.Output;

public sealed class JsonTextTests
{
    [Fact]
    public void It_can_be_read_by_people_too() => JsonText.Write(new { Name = "a 'b' + ü", Things = new object[] { new { SizeBytes = 1L, Format = OutputFormat.JUnit }, } }).Should().Be("""
        {
          "name": "a 'b' + ü",
          "things": [
            {
              "sizeBytes": 1,
              "format": "JUnit"
            }
          ]
        }

        """);

    [Fact]
    public void A_failure_is_told_with_what_to_do()
    {
        var failure = NamedException.Unknown("demo", ["dev"]);
        VerbError.Of(failure).Should().Be(new VerbError(failure.Message, "demo", failure.Advice));
        JsonText.Write(VerbError.Of(new IOException("it is lost"))).Should().Be("{\n  \"error\": \"it is lost\",\n  \"subject\": null,\n  \"advice\": null\n}\n");
    }
}

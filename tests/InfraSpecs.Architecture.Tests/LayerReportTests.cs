using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

public sealed class LayerReportTests
{
    private static readonly Plan Shop = new(
        "Shop", "A shop.", [[("Prices", "what things cost")], [("Stock", "what is there"), ("Staff", "who works")], [("Till", "who pays")]]);

    [Fact]
    public void Says_nothing_of_arrows_that_go_down() => Report(("Till", "Stock"), ("Till", "Prices"), ("Staff", "Prices")).Should().BeEmpty();

    [Fact]
    public void Names_the_types_of_an_arrow_that_goes_up()
    {
        var report = Report(("Prices", "Till"));
        report.Should().StartWith("Shop: 1 reference goes up.").And.Contain("From bottom to top: Prices < Stock | Staff < Till")
            .And.Contain("Prices -> Till\n  Prices/PricesType.cs:7 PricesType uses TillType (Member) of Till/TillType.cs").And.NotContain("circle");
    }

    [Fact]
    public void An_arrow_within_a_layer_goes_up() => Report(("Stock", "Staff")).Should().Contain("Stock -> Staff");

    [Fact]
    public void Tells_the_shortest_circle() => Report(("Till", "Stock"), ("Stock", "Prices"), ("Prices", "Till"), ("Prices", "Stock"))
        .Should().Contain("The shortest circle: Prices -> Stock -> Prices");

    [Fact]
    public void A_folder_without_a_place_and_a_place_without_a_folder_are_told() =>
        LayerReport.Of(Shop, ["Prices", "Stock", "Staff", "Cellar"], [])
            .Should().Contain("The folder Cellar has no place").And.Contain("The plan has a folder Till that is not there.");

    [Fact]
    public void A_picture_leaves_out_what_follows() => Arrow.Plain(Arrow.Among(References(("Till", "Stock"), ("Stock", "Prices"), ("Till", "Prices"))))
        .Select(it => $"{it.From} {it.To}").Should().Equal("Stock Prices", "Till Stock");

    private static string Report(params (string From, string To)[] arrows) => LayerReport.Of(Shop, ["Prices", "Stock", "Staff", "Till"], References(arrows));

    private static IReadOnlyList<Reference> References(params (string From, string To)[] arrows) =>
        [.. arrows.Select(it => new Reference(At(it.From), At(it.To), "Member", 7))];

    private static Place At(string folder) => new("Shop", folder, $"{folder}/{folder}Type.cs", folder + "Type");
}

using InfraSpecs.Architecture.Tests.Reading;
using Microsoft.CodeAnalysis;

namespace InfraSpecs.Architecture.Tests;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("Goods? field;")]
    [InlineData("object Method() => Goods.Limit;")]
    [InlineData("string Method() => nameof(Goods.Limit);")]
    [InlineData("void Method(string text) => text.Sell();")]
    [InlineData("object Method(Kind kind) => kind switch { Kind.Small => 1, _ => 2 };")]
    [InlineData("System.Collections.Generic.List<Goods> Method() => [];")]
    [InlineData("bool Method(object it) => it is Goods { Name: \"\" };")]
    [InlineData("[Mark] void Method() { }")]
    public void A_reference_is_seen(string member) => FoldersUsedBy(member).Should().Equal("Stock");

    [Theory]
    [InlineData("/// <summary>As <see cref=\"Goods\"/>.</summary>\nvoid Method() { }")]
    [InlineData("int Method() => \"Goods\".Length;")]
    public void What_needs_no_compiler_is_none(string member) => FoldersUsedBy(member).Should().BeEmpty();

    [Fact]
    public void All_of_src_is_understood()
    {
        // What generators would add is not there: the bodies of partial methods, and what derives from a generated context.
        var unknown = Sources.Projects.SelectMany(it => it.Code.GetDiagnostics()).Where(it => it.Severity == DiagnosticSeverity.Error && it.Id is not "CS8795");
        unknown.Should().BeEmpty("a name that is not understood is a reference that is not seen; packages that src uses stand in this project's file too");
    }

    [Fact]
    public void A_walk_goes_where_is_awaited_and_not_where_it_fails()
    {
        var project = Bind(
            ("Till/Till.cs", """
                public class Till
                {
                    public async Task PayAsync()
                    {
                        try { await new Purse().OpenAsync(); await new Purse().CloseAsync(); Coins.Count(); }
                        catch { await new Alarm().RingAsync(); }
                    }
                }
                """),
            ("Till/Purse.cs", "public class Purse { public async Task OpenAsync() => await Coins.TakeAsync(); public Task CloseAsync() => Task.CompletedTask; }"),
            ("Till/Coins.cs", "public static class Coins { public static Task TakeAsync() => Task.CompletedTask; public static void Count() => new Alarm(); }"),
            ("Till/Alarm.cs", "public class Alarm { public Task RingAsync() => Task.CompletedTask; }"));
        var calls = new CallGraph([project]);
        var walk = Walk.Follow(calls, calls.Find("Shop", "Till", "PayAsync")!);
        walk.Steps.Select(it => it.Method).Should().Equal("Till.PayAsync", "Purse.OpenAsync", "Coins.TakeAsync");
        walk.Returns.Should().Be(1);
    }

    private static IEnumerable<string> FoldersUsedBy(string member) => Reference.ReadAll(Bind(
            ("Till/Till.cs", $"public class Till {{ {member} }}"),
            ("Stock/Goods.cs", "public class Goods { public const int Limit = 3; public string Name => \"\"; }"),
            ("Stock/Sale.cs", "public static class Sale { public static void Sell(this string it) { } }"),
            ("Stock/Kind.cs", "public enum Kind { Small }"),
            ("Stock/MarkAttribute.cs", "public sealed class MarkAttribute : System.Attribute;")))
        .Where(it => it.From.Folder == "Till").Select(it => it.To.Folder).Distinct();

    private static SourceProject Bind(params (string Path, string Text)[] sources)
    {
        var folder = Path.Combine(Checkout.Root, "src", "Shop");
        return SourceProject.Bind("Shop", folder, sources.Select(it => (Path.Combine(folder, it.Path), it.Text)), []);
    }
}

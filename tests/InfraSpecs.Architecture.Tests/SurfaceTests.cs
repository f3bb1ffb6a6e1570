using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

public sealed class SurfaceTests
{
    private static readonly Surface Shop = Surface.Of(SourceProject.Bind("Shop", "", [("/Shop.cs", """
        public class ShopException : Exception;
        public class TillException : ShopException;
        public record Goods(string Name, int Price, int Size, int Weight, string Colour);
        public record Box(int Width, int Height, int Depth, int Weight) { public required string Colour { get; init; } public enum Kind { Small } }
        internal record Staff(int A, int B, int C, int D, int E) { public class Badge; }
        """)], []));

    [Fact]
    public void Is_what_a_user_can_name() => Shop.Types.Select(it => it.Name).Should().Equal("Box", "Kind", "Goods", "ShopException", "TillException");

    [Fact]
    public void Exceptions_are_known_through_their_base() => Shop.Exceptions.Select(it => it.Name).Should().Equal("ShopException", "TillException");

    [Fact]
    public void A_record_is_wide_with_more_than_four_positional_members() =>
        Shop.WideRecords.Select(it => (it.Type.Name, it.Members)).Should().Equal(("Goods", 5));
}

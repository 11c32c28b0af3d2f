using AiopsTwin.Scenarios.Recorded.Disguises;

namespace AiopsTwin.Scenarios.Tests.Recorded.Disguises;

public sealed class NameDisguiseTests
{
    private static readonly string[] Names = ["cart", "cart-store", "front", "till"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Draw_AnySeed_GivesDifferentNamesInAnotherOrder(ulong seed)
    {
        var disguise = NameDisguise.Draw(Names, seed);

        var drawn = Names.Select(disguise.Of).ToList();
        Assert.Equal(Names.Length, drawn.Distinct().Count());
        Assert.Empty(drawn.Intersect(Names));
        Assert.NotEqual(drawn.Order(StringComparer.Ordinal), drawn);
        Assert.Equal(drawn, Names.Reverse().Select(NameDisguise.Draw(Names.Reverse(), seed).Of).Reverse());
    }

    [Fact]
    public void In_NamesThatStandAsWords_AreReplacedAndOthersAreNot()
    {
        var disguise = NameDisguise.Draw(Names, 1);
        var (cart, store, till) = (disguise.Of("cart"), disguise.Of("cart-store"), disguise.Of("till"));

        var text = disguise.In("cart_till cart-store-579f-abc payCart carts CartTable discarted until TILL");

        var capital = char.ToUpperInvariant(cart[0]) + cart[1..];
        Assert.Equal(
            $"{cart}_{till} {store}-579f-abc pay{capital} {cart}s {capital}Table discarted until "
                + $"{char.ToUpperInvariant(till[0])}{till[1..]}",
            text);
    }

    [Fact]
    public void With_NamesThatFollow_KeepsThoseThatStand()
    {
        var disguise = NameDisguise.Draw(["pay"], 1);

        var more = disguise.With([KeyValuePair.Create("payservice", "other"), KeyValuePair.Create("pay", "lost")]);

        Assert.Equal((disguise.Of("pay"), "other"), (more.Of("pay"), more.Of("payservice")));
        Assert.Equal("nobody", more.Of("nobody"));
    }
}

using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Live;

/// <summary>Tests of <see cref="PictureBook"/>.</summary>
public sealed class PictureBookTests
{
    private readonly PictureBook _book = new();
    private readonly ViewPicture _first = ViewPicture.Of(
        ViewKey.Default, Samples.Snapshot(Samples.Calls(1, "web>db")), Samples.Calls(1, "web>db"), Samples.Noon);

    [Fact]
    public void At_BetweenTwoMinutes_IsTheOneBefore()
    {
        foreach (var second in new[] { 0, 30, 60, 90, 120 })
        {
            _book.Keep(At(second));
        }

        Assert.Equal(Samples.Noon.AddSeconds(60), _book.At(Samples.Noon.AddSeconds(119))?.Now);
        Assert.Equal(Samples.Noon.AddSeconds(120), _book.At(Samples.Noon.AddDays(1))?.Now);
        Assert.Null(_book.At(Samples.Noon.AddSeconds(-1)));
    }

    [Fact]
    public void Keep_MoreThanCapacity_ForgetsTheOldest()
    {
        for (var minute = 0; minute <= PictureBook.Capacity; minute++)
        {
            _book.Keep(At(60 * minute));
        }

        Assert.Null(_book.At(Samples.Noon));
        Assert.Equal(Samples.Noon.AddMinutes(1), _book.At(Samples.Noon.AddMinutes(1))?.Now);
    }

    [Fact]
    public void Keep_ClockPutBack_ForgetsWhatLiesAhead()
    {
        _book.Keep(At(0));
        _book.Keep(At(600));

        _book.Keep(At(120));

        Assert.Equal(Samples.Noon.AddSeconds(120), _book.At(Samples.Noon.AddHours(1))?.Now);
    }

    [Fact]
    public void Keep_LostFeed_IsNoMoment()
    {
        _book.Keep(At(0) with { Stage = FeedStage.Lost });

        Assert.Null(_book.At(Samples.Noon.AddHours(1)));
    }

    private ViewPicture At(int seconds) => _first.With(Samples.Delta(2) with { Now = Samples.Noon.AddSeconds(seconds) },
        Samples.Noon);
}

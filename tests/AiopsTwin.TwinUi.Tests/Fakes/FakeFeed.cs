using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model;

namespace AiopsTwin.TwinUi.Tests.Fakes;

/// <summary>A feed whose picture a test sets by hand.</summary>
internal sealed class FakeFeed : ITwinFeed
{
    private readonly List<Watch> _watches = [];

    public ViewPicture? Picture { get; private set; }

    public ViewPicture? Earlier { get; set; }

    public IReadOnlyList<string> Watched => [.. _watches.Where(watch => !watch.IsGone).Select(watch => watch.View)];

    public void Show(ViewPicture picture)
    {
        Picture = picture;
        foreach (var watch in _watches.Where(watch => !watch.IsGone).ToArray())
        {
            watch.Changed();
        }
    }

    IViewWatch ITwinFeed.Watch(string view, Action changed)
    {
        var watch = new Watch(this, view, changed);
        _watches.Add(watch);
        return watch;
    }

    private sealed class Watch(FakeFeed feed, string view, Action changed) : IViewWatch
    {
        public string View => view;

        public Action Changed => changed;

        public bool IsGone { get; private set; }

        public ViewPicture Picture => feed.Picture ?? ViewPicture.Loading(view);

        public ViewPicture? At(DateTimeOffset moment) => feed.Earlier;

        public void Dispose() => IsGone = true;
    }
}

using System.Collections.Immutable;
using AiopsTwin.TwinUi.Model;

namespace AiopsTwin.TwinUi.Live;

/// <summary>Past pictures of a view, one for each minute of the twin's clock, for as long as somebody watches: what
/// changed between two moments is told from them. Pictures share what did not change, so they are cheap to
/// keep.</summary>
internal sealed class PictureBook
{
    /// <summary>Most pictures kept: an hour of a twin that moves with the wall clock.</summary>
    public const int Capacity = 60;

    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);

    private ImmutableArray<ViewPicture> _kept = [];

    /// <summary>Keeps a picture, when it is a minute younger than the last one kept.</summary>
    public void Keep(ViewPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Now is not { } now || picture.Stage != FeedStage.Live)
        {
            return;
        }

        // A clock that was put back shows another past than the one kept.
        var before = _kept.RemoveAll(kept => kept.Now > now);
        if (before.IsEmpty || now - before[^1].Now >= Apart)
        {
            before = before.Add(picture);
        }

        _kept = before.Length > Capacity ? before.RemoveAt(0) : before;
    }

    /// <summary>The newest picture not younger than a moment; null when none is kept from then.</summary>
    public ViewPicture? At(DateTimeOffset moment) => _kept.LastOrDefault(kept => kept.Now <= moment);
}

using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model;
using Microsoft.AspNetCore.Components;

namespace AiopsTwin.TwinUi.Pages;

/// <summary>
/// A page that follows a view. The view is part of the address. News is merged: while one drawing is under way, any
/// number of further news leads to one more drawing.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private IViewWatch? _watch;
    private string? _watched;
    private int _isQueued;
    private bool _isGone;

    /// <summary>The view, as written in the address.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewQuery { get; set; }

    /// <summary>The live pictures.</summary>
    [Inject]
    public ITwinFeed Feed { get; set; } = null!;

    /// <summary>Questions beyond the picture.</summary>
    [Inject]
    public ITwinReader Reader { get; set; } = null!;

    /// <summary>Wall time, for ages.</summary>
    [Inject]
    public TimeProvider Time { get; set; } = null!;

    /// <summary>The address.</summary>
    [Inject]
    public NavigationManager Navigation { get; set; } = null!;

    /// <summary>Whether a browser is there.</summary>
    [Inject]
    public CircuitPresence Presence { get; set; } = null!;

    /// <summary>The view shown.</summary>
    protected string View { get; private set; } = ViewKey.Default;

    /// <summary>The newest picture of it.</summary>
    protected ViewPicture Picture { get; private set; } = ViewPicture.Loading(ViewKey.Default);

    /// <summary>True when the picture is newer than the one before: time to ask again for what depends on it. An answer
    /// arriving is no news of the twin, or asking would never end.</summary>
    protected bool HasNews { get; private set; }

    /// <inheritdoc />
    public void Dispose()
    {
        _isGone = true;
        Presence.Returned -= OnNews;
        _watch?.Dispose();
        Leave();
        GC.SuppressFinalize(this);
    }

    /// <summary>Which view the address names.</summary>
    protected virtual string ChooseView() => ViewKey.Checked(ViewQuery) ?? ViewKey.Default;

    /// <summary>Called before a drawing with a new picture, and after the address changed.</summary>
    protected virtual void OnPicture()
    {
    }

    /// <summary>Called once when the page is left.</summary>
    protected virtual void Leave()
    {
    }

    /// <summary>The picture as it was at a moment of the twin's clock; null when none was kept from then.</summary>
    protected ViewPicture? PictureAt(DateTimeOffset moment) => _watch?.At(moment);

    /// <inheritdoc />
    protected override void OnInitialized() => Presence.Returned += OnNews;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        View = ChooseView();
        // The first, static drawing shows the frame of the page only; asking twice would be waste.
        if (RendererInfo.IsInteractive && _watched != View)
        {
            _watch?.Dispose();
            _watched = View;
            _watch = Feed.Watch(View, OnNews);
        }

        Take(_watch?.Picture ?? ViewPicture.Loading(View));
    }

    /// <summary>Draws soon, on the page's own thread. May be called from any thread.</summary>
    protected void OnNews()
    {
        if (_isGone || !Presence.IsConnected || Interlocked.Exchange(ref _isQueued, 1) == 1)
        {
            return;
        }

        _ = InvokeAsync(() =>
        {
            Volatile.Write(ref _isQueued, 0);
            if (_isGone)
            {
                return;
            }

            Take(_watch?.Picture ?? Picture);
            StateHasChanged();
        });
    }

    private void Take(ViewPicture picture)
    {
        HasNews = picture.View != Picture.View || picture.Version != Picture.Version;
        Picture = picture;
        OnPicture();
    }
}

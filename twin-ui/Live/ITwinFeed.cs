using AiopsTwin.TwinUi.Model;

namespace AiopsTwin.TwinUi.Live;

/// <summary>Live pictures of twins and runs, shared by all readers of one process.</summary>
public interface ITwinFeed
{
    /// <summary>Begins watching a view. The feed of a view runs while somebody watches it.</summary>
    /// <param name="view">The view's key.</param>
    /// <param name="changed">Called, on any thread, when there is a newer picture. It must not block: it says that
    /// there is news, and the reader takes the newest picture when it is ready.</param>
    IViewWatch Watch(string view, Action changed);
}

/// <summary>One reader's watch of a view; dispose to stop.</summary>
public interface IViewWatch : IDisposable
{
    /// <summary>The newest picture; never null, possibly still loading.</summary>
    ViewPicture Picture { get; }

    /// <summary>The picture as it was at a moment of the twin's clock; null when none was kept from then.</summary>
    ViewPicture? At(DateTimeOffset moment);
}

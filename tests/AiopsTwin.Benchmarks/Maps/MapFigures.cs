namespace AiopsTwin.Benchmarks.Maps;

/// <summary>What the map of one estate costs.</summary>
/// <param name="Entities">Entities of the estate.</param>
/// <param name="Renderer">What drew it.</param>
/// <param name="FirstDrawingMs">From the request of the page to the frame after the map listens.</param>
/// <param name="FirstDrawingBytes">Bytes of the page's socket until then, before compression.</param>
/// <param name="DragFramesPerSecond">While the map is dragged.</param>
/// <param name="ZoomFramesPerSecond">While the wheel turns.</param>
/// <param name="UpdateMsMedian">From sending a tenth of the entities other numbers to the map's first change.</param>
/// <param name="UpdateMsWorst">The slowest of them.</param>
/// <param name="BytesPerSecond">Of the page's socket in that time, before compression.</param>
internal sealed record MapFigures(
    int Entities,
    string Renderer,
    double FirstDrawingMs,
    long FirstDrawingBytes,
    double DragFramesPerSecond,
    double ZoomFramesPerSecond,
    double UpdateMsMedian,
    double UpdateMsWorst,
    double BytesPerSecond);

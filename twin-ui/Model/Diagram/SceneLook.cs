using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>What a reader asked to see, beside the present itself.</summary>
/// <param name="Selected">The entity selected.</param>
/// <param name="Overlay">What is laid over the map.</param>
/// <param name="Filter">What stands out; the rest is drawn pale.</param>
public sealed record SceneLook(EntityId? Selected = null, MapOverlay? Overlay = null, MapFilter? Filter = null);

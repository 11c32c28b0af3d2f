using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>What is known beside a sample's place.</summary>
/// <param name="Ticks">Its instant.</param>
/// <param name="Interval">Interval of the series, ticks.</param>
/// <param name="Deviation">One deviation of a sample, greater than zero.</param>
/// <param name="Floor">Smallest deviation of a sample assumed, greater than zero.</param>
/// <param name="Share">Share of the usual learning speed, in [0, 1].</param>
/// <param name="Bad">Which way is bad.</param>
internal readonly record struct LeanStep(
    long Ticks, long Interval, double Deviation, double Floor, double Share, BadDirection Bad);

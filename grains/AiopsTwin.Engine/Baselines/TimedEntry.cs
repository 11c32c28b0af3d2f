using System.Runtime.InteropServices;

namespace AiopsTwin.Engine.Baselines;

/// <summary>A value at an instant, as rings keep it.</summary>
/// <param name="Ticks">The instant, UTC ticks.</param>
/// <param name="Value">The value.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TimedEntry(long Ticks, double Value);

using System.Collections.Immutable;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>A series of the M4 competition.</summary>
/// <param name="Name">Its name, for example <c>H1</c>.</param>
/// <param name="History">The values a forecast may be made from, oldest first.</param>
/// <param name="Actual">The values that came after them.</param>
public sealed record M4Series(string Name, ImmutableArray<double> History, ImmutableArray<double> Actual);

/// <summary>The series of one frequency.</summary>
/// <param name="Frequency">The frequency, for example <c>Hourly</c>.</param>
/// <param name="Series">The series, in the order of the file.</param>
public sealed record M4Set(string Frequency, ImmutableArray<M4Series> Series);

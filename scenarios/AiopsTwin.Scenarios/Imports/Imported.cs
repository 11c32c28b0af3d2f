using System.Collections.Immutable;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports;

/// <summary>What was made of a file of another program, or every reason why nothing was.</summary>
/// <param name="Value">The value; null when there is any problem.</param>
/// <param name="Problems">All problems, in order of line and column.</param>
/// <param name="Notes">What of the file is not in the value, in order of line.</param>
public sealed record Imported<T>(T? Value, ImmutableArray<Problem> Problems, ImmutableArray<ImportNote> Notes)
    where T : class;

using System.Collections.Immutable;

namespace AiopsTwin.Scenarios.Source;

/// <summary>A value read from a file, or every reason why there is none. Never half of one.</summary>
/// <param name="Value">The value; null when there is any problem.</param>
/// <param name="Problems">All problems, in order of file, line and column; empty when the value stands.</param>
public sealed record Parsed<T>(T? Value, ImmutableArray<Problem> Problems)
    where T : class
{
    /// <summary>True when the value stands.</summary>
    public bool IsValid => Problems.IsEmpty && Value is not null;
}

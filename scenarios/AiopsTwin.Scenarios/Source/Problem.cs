namespace AiopsTwin.Scenarios.Source;

/// <summary>Something wrong in a file, where, and why. A file with problems loads nothing.</summary>
/// <param name="File">The file as it was named by the caller.</param>
/// <param name="Line">Line, from 1; 0 when the file could not be read at all.</param>
/// <param name="Column">Column, from 1; 0 when the file could not be read at all.</param>
/// <param name="Field">Path of the field, for example <c>timeline[2].fault.kind</c>; empty for the file itself.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record Problem(string File, int Line, int Column, string Field, string Reason)
{
    /// <summary>One line in the form editors can jump to.</summary>
    public override string ToString() => Field.Length == 0
        ? $"{File}:{Line}:{Column}: {Reason}"
        : $"{File}:{Line}:{Column}: {Field}: {Reason}";
}

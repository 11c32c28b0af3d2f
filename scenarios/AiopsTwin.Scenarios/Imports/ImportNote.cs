namespace AiopsTwin.Scenarios.Imports;

/// <summary>Something in an imported file that is not, or not wholly, in what was made of it.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Field">Path of the field.</param>
/// <param name="Text">What became of it.</param>
public sealed record ImportNote(int Line, string Field, string Text)
{
    /// <summary>One line, for people.</summary>
    public override string ToString() => $"line {Line}: {(Field.Length == 0 ? "" : Field + ": ")}{Text}";
}

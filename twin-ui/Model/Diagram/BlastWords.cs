namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>The overlay in words.</summary>
public static class BlastWords
{
    /// <summary>For legends and table cells.</summary>
    public static string Word(BlastMark mark) => mark switch
    {
        BlastMark.Origin => "origin",
        BlastMark.Predicted => "predicted only",
        BlastMark.Observed => "observed only",
        BlastMark.Both => "predicted and observed",
        _ => "",
    };

    /// <summary>Part of a class name; empty for none.</summary>
    public static string Key(BlastMark mark) => mark switch
    {
        BlastMark.None => "",
        _ => $"blast-{mark.ToString().ToLowerInvariant()}",
    };

    /// <summary>For the corner of a node.</summary>
    public static string Note(BlastMark mark) => mark switch
    {
        BlastMark.Origin => "origin",
        BlastMark.Both => "P + O",
        BlastMark.Predicted => "P",
        BlastMark.Observed => "O",
        _ => "",
    };

    /// <summary>For readers.</summary>
    public static string Words(BlastMark mark) => mark == BlastMark.None ? "" : $"blast radius: {Word(mark)}";
}

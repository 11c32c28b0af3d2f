namespace AiopsTwin.Grains.Twins;

/// <summary>The side of a twin grain that its silo calls (key: twin id).</summary>
[Alias("aiopstwin.grains.ITwinUpkeepGrain")]
public interface ITwinUpkeepGrain : IGrainWithStringKey
{
    /// <summary>Makes a checkpoint now, if there is anything new to keep.</summary>
    [Alias("Checkpoint")]
    Task Checkpoint();
}

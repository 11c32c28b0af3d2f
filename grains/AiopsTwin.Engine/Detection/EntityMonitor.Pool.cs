using AiopsTwin.Engine.Detection.Pooling;

namespace AiopsTwin.Engine.Detection;

/// <summary>Evidence pooled with those who call the entity.</summary>
public sealed partial class EntityMonitor
{
    /// <summary>
    /// Judges what the entity and those who call it say together; see <see cref="LeanBoard"/>. A reading of another
    /// entity changes nothing, nor does one while a pooled alert fires: that ends by the entity's own samples.
    /// </summary>
    /// <param name="state">The entity's state.</param>
    /// <param name="reading">The pooled reading.</param>
    public MonitorEffects Pool(EntityMonitorState state, PooledReading reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(reading);
        var intake = new Intake();
        if (reading.Entity == state.Entity)
        {
            _pool.Take(state, reading, intake);
        }

        return Effects(state, intake);
    }

    private void Lean(EntityMonitorState state, Intake intake)
    {
        if (intake.Accepted == 0)
        {
            return;
        }

        _pool.Follow(state, intake);
        intake.Lean = LeanReader.Read(state);
    }
}

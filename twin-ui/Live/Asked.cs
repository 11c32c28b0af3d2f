using AiopsTwin.Contracts;

namespace AiopsTwin.TwinUi.Live;

/// <summary>Commands as the page needs them: a broken connection is one more reason for a refusal, not a dead
/// page.</summary>
public static class Asked
{
    /// <summary>Carries a command out; breakage becomes a refusal that says so.</summary>
    public static async Task<Decision> Of(Func<Task<Decision>> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        try
        {
            return await command();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Decision.Refused(
                $"The twin did not answer ({failure.GetType().Name}). Nothing is known to have changed.");
        }
    }
}

using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>"What hurts most if it dies": the losses of one thing each, by what users lose of them.</summary>
/// <param name="Losses">What the loss of each does.</param>
/// <param name="Most">The greatest share of requests that a single loss takes; 0 when none takes any.</param>
/// <param name="Title">What is shown, for the legend.</param>
public sealed record HarmOverlay(
    ImmutableDictionary<EntityId, ContingencyFinding> Losses, double Most, string Title) : MapOverlay(Title)
{
    // Losses of less are told in words only: a note on every node would say nothing.
    private const double WorthANote = 0.005;

    /// <summary>The overlay of an answer.</summary>
    public static HarmOverlay Of(ContingencyAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var losses = answer.Alone.Where(loss => loss.Lost.Length == 1)
            .ToImmutableDictionary(loss => loss.Lost[0]);
        var most = losses.Values.Select(loss => loss.LostShare).DefaultIfEmpty(0).Max();
        return new HarmOverlay(
            losses, most,
            $"Requests from outside that fail in {answer.Minutes} minutes if it dies, in its simulated world; "
                + $"at most {Units.Share(Units.Brief(most, 0.01))}");
    }

    /// <inheritdoc />
    public override OverlayMark MarkOf(EntityId entity)
    {
        if (!Losses.TryGetValue(entity, out var loss) || loss.LostShare <= 0 || Most <= 0)
        {
            return OverlayMark.None;
        }

        var share = Units.Share(Units.Brief(loss.LostShare, 0.01));
        var felt = loss.FirstFelt is { } after ? $", first felt after {Units.Span(after)}" : "";
        return new OverlayMark(
            BlastMark.None, OverlayMark.LevelOf(loss.LostShare / Most),
            loss.LostShare >= WorthANote ? $"\u2212{share}" : "", $"its loss fails {share} of requests{felt}");
    }
}

using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>One event that happens in another share of an operation's requests than before.</summary>
/// <param name="Entity">Where.</param>
/// <param name="Operation">What it was asked for there.</param>
/// <param name="Event">What happens.</param>
/// <param name="Change">How its share changed.</param>
/// <param name="Now">How often it happens now.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PatternChange")]
public sealed record PatternChange(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] string Operation,
    [property: Id(2)] VisitEvent Event,
    [property: Id(3)] ShareChange Change,
    [property: Id(4)] Tally Now)
{
    /// <summary>Traces in which it happened, for people to look up; may be empty.</summary>
    [Id(5)]
    public ImmutableArray<string> Traces { get; init; } = [];

    /// <summary>True for errors that became more frequent.</summary>
    public bool IsNewError => Event.IsError && Change.Effect > 0;

    /// <summary>Effect times how much this sort of event tells of a defect of its own, in [0, 1].</summary>
    public double Strength => Change.Strength * RequestWeights.Of(Event, Change.Effect > 0);

    /// <summary>The change in words with its numbers, for people.</summary>
    public string Sentence
    {
        get
        {
            var share = (double)Now.Hits / Now.Requests;
            var what = Event.Kind switch
            {
                VisitEventKind.Called => $"calls '{Event.Name}' of {Event.Callee}",
                VisitEventKind.Worked => $"does '{Event.Name}'",
                VisitEventKind.Failed => $"fails in '{Event.Name}'",
                VisitEventKind.PassedOn => $"sees calls of {Event.Callee} fail",
                VisitEventKind.LoggedError => $"logs the error '{Event.Name}'",
                _ => $"logs '{Event.Name}'",
            };
            return string.Create(
                CultureInfo.InvariantCulture,
                $"'{Operation}' of {Entity} {what} in {share * 100:0} % of {Now.Requests} requests instead of "
                    + $"{(share - Change.Effect) * 100:0} %");
        }
    }
}

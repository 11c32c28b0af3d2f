using AiopsTwin.Contracts;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Grains.Twins;

/// <summary>How a twin begins anew.</summary>
internal sealed partial class TwinGrain
{
    private const int RowsAtOnce = 100;

    /// <inheritdoc />
    public async Task<Decision> Reset(string who, string why)
    {
        await Ready();
        if (_wallTimer is not null)
        {
            return Decision.Refused($"the clock of twin {_twin} is the wall clock; it cannot be taken back");
        }

        await OrGiveUp(async () =>
        {
            _journal.Add(TwinEventKinds.Reset, _board.Now ?? DateTimeOffset.UnixEpoch, new TwinReset(who, why));
            await _journal.Commit();
            await Forget();
            await Checkpoint();
        });
        LogReset(_twin, who, why);
        await ViewGrain().Publish(_board.Delta(Current.Version, [], []) with { IsReset = true });
        return Decision.Accepted;
    }

    /// <summary>Forgets everything but the topology, here, in the partitions and in the incidents' own rows. It follows
    /// a record of the log, so a life that ends in the middle is followed by one that does it again.</summary>
    private async Task Forget()
    {
        // Rows on their way come before their removal.
        await Task.WhenAll(_storing, _writing);
        _unwritten.Clear();
        foreach (var some in _incidentRows.All(_brain.State.NextIncident).Chunk(RowsAtOnce))
        {
            await Task.WhenAll(some.Select(number => IncidentGrain(IncidentRows.IdOf(number)).Forget()));
        }

        await _requests.Forget(services.Options.RequestJoins);
        await _fleet.Forget();
        _brain = new TwinBrain(new TwinBrainState(), services.Settings);
        _brain.SetTopology(_fleet.Graph);
        _board = new TwinBoard(services.Options);
        _incidentRows = new IncidentRows(services.Options.IncidentsKept, 1, []);
        _arrived.Clear();
        _journal.Resets++;
        _isDirty = true;
    }
}

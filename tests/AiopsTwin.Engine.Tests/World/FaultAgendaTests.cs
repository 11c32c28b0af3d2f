using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Tests.Faults;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>When faults of <see cref="FaultAgenda"/> move, and how strong they are.</summary>
public sealed class FaultAgendaTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Lay_SteadyFault_LaysItOnce()
    {
        var (agenda, _) = Agenda(WorldCase.Fault("error-add", "db", ("ratio", 0.4)));

        Assert.True(agenda.IsDue(At(0)));
        Assert.Equal([0], Moves(agenda, 100));
        Assert.False(agenda.IsDue(At(100) + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Lay_Ramp_LaysItInEveryStepUntilItIsThere()
    {
        var (agenda, state) = Agenda(
            WorldCase.Fault("error-add", "db", ("ratio", 0.4)) with { Ramp = TimeSpan.FromSeconds(5) });

        agenda.Lay(At(0), Second);
        Assert.Equal(0.08, state.Impairments.ErrorAdd[Db(state)], 9);
        Assert.True(agenda.IsDue(At(1)));
        Assert.Equal([1, 2, 3, 4], Moves(agenda, 100, from: 1));
        Assert.Equal(0.4, state.Impairments.ErrorAdd[Db(state)], 9);
    }

    [Fact]
    public void Lay_Pulses_AreOnForTheirShareOfEveryPeriod()
    {
        var (agenda, state) = Agenda(WorldCase.Fault("error-add", "db", ("ratio", 0.4)) with
        {
            Pulse = new FaultPulse(TimeSpan.FromSeconds(10), 0.3),
            Duration = TimeSpan.FromSeconds(24),
        });
        var on = new List<int>();

        for (var second = 0; second < 40; second++)
        {
            Move(agenda, second);
            if (state.Impairments.ErrorAdd[Db(state)] > 0)
            {
                on.Add(second);
            }
        }

        Assert.Equal([0, 1, 2, 10, 11, 12, 20, 21, 22], on);
    }

    [Fact]
    public void IsDue_PulsesAndEnd_IsWhenTheNextMoveComes()
    {
        var (agenda, _) = Agenda(WorldCase.Fault("error-add", "db", ("ratio", 0.4)) with
        {
            Pulse = new FaultPulse(TimeSpan.FromSeconds(10), 0.3),
            Duration = TimeSpan.FromSeconds(15),
        });

        Assert.Equal([0, 3, 10, 13, 15], Moves(agenda, 30));
        Assert.False(agenda.IsDue(At(30) + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Lay_IntensityOfAHalf_IsHalfAsStrong()
    {
        var (agenda, state) = Agenda(
            WorldCase.Fault("error-add", "db", ("ratio", 0.4)) with { Intensity = 0.5 });

        agenda.Lay(At(0), Second);

        Assert.Equal(0.2, state.Impairments.ErrorAdd[Db(state)], 9);
    }

    private static DateTimeOffset At(int second) => WorldCase.Start.AddSeconds(second);

    private static int Db(WorldState state) => state.Map.ProcessOf(Testing.EstateBuilder.Id("datastore:db"));

    private static (FaultAgenda Agenda, WorldState State) Agenda(FaultSpec fault)
    {
        var state = new WorldState(WorldMap.Of(FaultExamples.Estate, []));
        var agenda = new FaultAgenda(state, new SeededRandom(1));
        Assert.Empty(FaultCatalog.Check(fault, FaultExamples.Estate));
        agenda.Add(fault, At(0));
        return (agenda, state);
    }

    /// <summary>The seconds in which the overlay is laid.</summary>
    private static List<int> Moves(FaultAgenda agenda, int seconds, int from = 0)
    {
        var moves = new List<int>();
        for (var second = from; second < seconds; second++)
        {
            if (Move(agenda, second))
            {
                moves.Add(second);
            }
        }

        return moves;
    }

    private static bool Move(FaultAgenda agenda, int second)
    {
        if (!agenda.IsDue(At(second)))
        {
            return false;
        }

        agenda.Lay(At(second), Second);
        return true;
    }
}

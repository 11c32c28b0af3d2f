using System.Globalization;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Scenarios.Generators;

/// <summary>How much work all things of a generated estate get, how long it takes, and what they need.</summary>
internal sealed class TieredFlow
{
    private const int Stages = 4;

    private readonly TieredCalls _graph;
    private readonly double[] _rate;
    private readonly double[] _service;
    private readonly double[] _response;
    private readonly (int Copies, int Slots)[] _size;

    public TieredFlow(TieredCalls graph, double[] load, SeededRandom random)
    {
        _graph = graph;
        _rate = new double[graph.Count];
        _service = new double[graph.Count];
        _response = new double[graph.Count];
        _size = new (int, int)[graph.Count];
        load.CopyTo(_rate, 0);
        for (var i = 0; i < graph.Count; i++)
        {
            _service[i] = ServiceSeconds(graph.KindOf(i), random.NextNormal());
        }
    }

    /// <summary>Calls lead to larger numbers only: one pass down gives the rates, one pass up the responses.</summary>
    public void Run()
    {
        foreach (var call in _graph.Calls)
        {
            _rate[call.Callee] += _rate[call.Caller] * call.Calls;
        }

        var stages = new double[Stages];
        var next = _graph.Calls.Count - 1;
        for (var i = _graph.Count - 1; i >= 0; i--)
        {
            Array.Clear(stages);
            for (; next >= 0 && _graph.Calls[next].Caller == i; next--)
            {
                var call = _graph.Calls[next];
                if (_graph.KindOf(call.Callee) != WorkKind.Queue)
                {
                    stages[call.Stage] = Math.Max(stages[call.Stage], Math.Min(1, call.Calls) * _response[call.Callee]);
                }
            }

            _response[i] = (1.15 * _service[i]) + stages.Sum();
            _size[i] = _graph.KindOf(i) switch
            {
                WorkKind.Store => Sizing.For(_rate[i], _response[i], 1, 1),
                WorkKind.Queue => Sizing.For(_rate[i], _response[i], 3, 3),
                _ => Sizing.For(_rate[i], _response[i]),
            };
        }
    }

    public int CopiesOf(int i) => _size[i].Copies;

    /// <summary>Cores it uses at its load.</summary>
    public double CoresOf(int i) => _rate[i] * Cpu(i);

    public void Write(EstateSketch sketch, int i, EntityId id) => sketch.Work(
        new ProcessModel(
            id, _size[i].Copies, _size[i].Slots, TimeSpan.FromSeconds(_service[i]), 0.7,
            _graph.KindOf(i) is WorkKind.Entry or WorkKind.Service ? 0.0005 : 0.0002, Cpu(i), 1000, 0),
        ("service.name", id.Name),
        ("tier", _graph.TierOf(i).ToString(CultureInfo.InvariantCulture)));

    public CallModel Model(DrawnCall call, EntityId caller, EntityId callee)
    {
        // Whoever stores answers soon or not at all; whoever asks others gets the time that takes, generously.
        var timeout = _graph.KindOf(call.Callee) is WorkKind.Service
            ? TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(_response[call.Callee] * 20)))
            : TimeSpan.FromSeconds(1);
        return new CallModel(
            caller, callee, call.Calls, call.Stage, timeout, call.Stage == 3 ? 0 : 1, TimeSpan.FromMilliseconds(50),
            _graph.KindOf(call.Callee) is WorkKind.Store ? _size[call.Caller].Copies * 50 : 0);
    }

    // Half of the time of what stores is processor work, two fifths of a service's; whole microseconds.
    private double Cpu(int i) => Math.Round(
        _service[i] * (_graph.KindOf(i) is WorkKind.Entry or WorkKind.Service ? 0.4 : 0.5), 6);

    // Services take 8 ms, within a factor of two and a half for two thirds of them; tenths of a millisecond.
    private static double ServiceSeconds(WorkKind kind, double normal) => kind switch
    {
        WorkKind.Entry => 0.002,
        WorkKind.Store => 0.003,
        WorkKind.Cache => 0.0005,
        WorkKind.Queue => 0.002,
        _ => Math.Round(Math.Clamp(0.008 * Math.Exp(0.9 * normal), 0.001, 0.08), 4),
    };
}

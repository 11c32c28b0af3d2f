namespace AiopsTwin.Engine.World;

/// <summary>
/// Horizontal autoscalers as Kubernetes' documentation describes them ("Horizontal Pod Autoscaling", algorithm
/// details): wanted = ceil(ready * use / target), nothing within 10 % of the target, up by at most the larger of four
/// copies and a doubling at a time, down only to the most that was wanted within the stabilisation time. Use is that of
/// the slots.
/// </summary>
internal sealed class Autoscalers
{
    private const double DeadBand = 0.1;
    private const int LeastStepUp = 4;

    private readonly WorldState _state;
    private readonly CopyStarts _starts;
    private readonly List<Scaler> _scalers = [];

    public Autoscalers(WorldState state, CopyStarts starts)
    {
        (_state, _starts) = (state, starts);
        foreach (var p in state.Map.ProcessesByEntity)
        {
            if (state.Map.Processes[p].Autoscaler is { } model)
            {
                _scalers.Add(new Scaler(p, model));
            }
        }
    }

    /// <summary>Decides where it is time to.</summary>
    public void Run(double seconds)
    {
        foreach (var scaler in _scalers)
        {
            scaler.BusySeconds += _state.Processes.Busy[scaler.Process] * seconds;
            scaler.Seconds += seconds;
            if (scaler.Seconds >= scaler.Model.Every.TotalSeconds && !_state.Impairments.IsUnscaled[scaler.Process])
            {
                Decide(scaler);
            }
        }
    }

    private void Decide(Scaler scaler)
    {
        var (columns, p, model) = (_state.Processes, scaler.Process, scaler.Model);
        var busy = scaler.BusySeconds / scaler.Seconds;
        (scaler.BusySeconds, scaler.Seconds) = (0, 0);
        var (now, ready) = (columns.Replicas[p], columns.Copies[p]);
        if (ready == 0)
        {
            // Without a copy that runs there is no use to go by.
            return;
        }

        var use = busy / (ready * _state.Impairments.Slots[p]);
        var wanted = now;
        if (Math.Abs((use / model.TargetUse) - 1) > DeadBand)
        {
            wanted = (int)Math.Ceiling(ready * use / model.TargetUse);
            wanted = Math.Min(wanted, Math.Max(now + LeastStepUp, 2 * now));
        }

        wanted = Math.Clamp(wanted, model.Least, model.Most);
        var least = scaler.MostWanted(_state.Seconds, wanted);
        if (wanted > now)
        {
            _starts.Add(p, wanted - now);
        }
        else if (least < now)
        {
            _starts.Remove(p, now - least);
        }
    }

    private sealed class Scaler(int process, AutoscalerModel model)
    {
        private readonly Queue<(double At, int Wanted)> _past = new();

        public int Process { get; } = process;

        public AutoscalerModel Model { get; } = model;

        public double BusySeconds { get; set; }

        public double Seconds { get; set; }

        /// <summary>Notes what is wanted now; the most wanted within the stabilisation time.</summary>
        public int MostWanted(double now, int wanted)
        {
            _past.Enqueue((now, wanted));
            while (_past.Peek().At < now - Model.Stabilization.TotalSeconds)
            {
                _past.Dequeue();
            }

            return _past.Max(decision => decision.Wanted);
        }
    }
}

using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>The fields that say how an entity works.</summary>
internal static class ProcessFields
{
    public static readonly Field<int> Replicas = new(
        "replicas", Types.Integer(1, 100_000), "Copies ready, spread evenly over the runs-on links. Default 1.");

    public static readonly Field<int> Slots = new(
        "slots", Types.Integer(1, 100_000), "Requests one copy works on at a time. Default 8.");

    public static readonly Field<TimeSpan> ServiceTime = new(
        "serviceTime", Types.PositiveDuration, "Mean own service time of one request.", isRequired: true);

    public static readonly Field<double> Variability = new(
        "variability", Types.Number(new NumberRange(0, false, 100, false)),
        "Squared coefficient of variation of the service time; 1 is exponential. Default 1.");

    public static readonly Field<double> ErrorRatio = new(
        "errorRatio", Types.Number(NumberRange.ProperShare),
        "Own share of failing requests when all is well. Default 0.");

    public static readonly Field<TimeSpan> CpuPerRequest = new(
        "cpuPerRequest", Types.Duration, "Processor time one request costs its host. Default 0s.");

    public static readonly Field<double> QueueLimit = new(
        "queueLimit", Types.Number(NumberRange.Positive),
        "Requests that may wait before the rest is shed. Default 1000.");

    public static readonly Field<double> CacheHitRatio = new(
        "cacheHitRatio", Types.Number(NumberRange.Share),
        "Share of look-ups a cache in front of the dependencies answers.");

    public static readonly Field<double> ArrivalVariability = new(
        "arrivalVariability", Types.Number(new NumberRange(0, false, 100, false)),
        "Squared coefficient of variation of the times between arrivals; 1 is Poisson. Default 1.");

    public static readonly Field<Balancing> Balance = new(
        "balancing", Types.Choice<Balancing>(),
        "How requests are dealt to the copies: to the one with the fewest (one pool), in turn, or by lot. "
        + "Default least-loaded.");

    public static readonly Field<double> Serial = new(
        "serial", Types.Number(NumberRange.Share), "Contention a: what only one can do at a time. Default 0.");

    public static readonly Field<double> Crosstalk = new(
        "crosstalk", Types.Number(NumberRange.Share), "Coherency b: what every two must settle. Default 0.");

    public static readonly RecordType<ContentionModel> ContentionType = new(
        new FieldTable(
            "contention", "With n at work each takes 1 + a (n - 1) + b n (n - 1) times as long (Gunther's law).",
            Serial, Crosstalk),
        fields => new ContentionModel(fields.Get(Serial, 0.0), fields.Get(Crosstalk, 0.0)));

    public static readonly Field<ContentionModel> Contention = new(
        "contention", ContentionType, "How those at work slow each other down. Default not at all.");

    public static readonly Field<TimeSpan> StartUp = new(
        "startUp", Types.Duration, "Time from the start of a copy to its first request. Default 30s.");

    public static readonly Field<int> Least = new(
        "least", Types.Integer(1, 100_000), "Fewest copies. Default 1.");

    public static readonly Field<int> Most = new(
        "most", Types.Integer(1, 100_000), "Most copies.", isRequired: true);

    public static readonly Field<double> TargetUse = new(
        "targetUse", Types.Number(new NumberRange(0, true, 1, true)), "Use of the slots it aims at. Default 0.6.");

    public static readonly Field<TimeSpan> ScaleEvery = new(
        "every", Types.PositiveDuration, "How often it decides. Default 15s.");

    public static readonly Field<TimeSpan> Stabilization = new(
        "stabilization", Types.Duration, "How long fewer copies must have been enough before some go. Default 5m.");

    public static readonly RecordType<AutoscalerModel> AutoscalerType = new(
        new FieldTable(
            "autoscaler", "Adds and removes copies by the rules of Kubernetes' horizontal autoscaler.",
            Least, Most, TargetUse, ScaleEvery, Stabilization),
        fields => new AutoscalerModel(
            fields.Get(Least, 1),
            fields.Get(Most),
            fields.Get(TargetUse, 0.6),
            fields.Get(ScaleEvery, TimeSpan.FromSeconds(15)),
            fields.Get(Stabilization, TimeSpan.FromMinutes(5))));

    public static readonly Field<AutoscalerModel> Autoscaler = new(
        "autoscaler", AutoscalerType, "Who adds and removes copies. Default nobody.");

    public static readonly Field<double> CacheEntries = new(
        "cacheEntries", Types.Number(NumberRange.AtLeastZero),
        "Entries a cache must be filled with before it hits as it should. Default 0: full at once.");

    public static readonly Field<bool> HoldsSlots = new(
        "holdsSlots", Types.Boolean,
        "Whether a request keeps its slot while it waits for its calls, as a thread does. Default false.");

    public static readonly Field<int> Failures = new(
        "failures", Types.Integer(1, 1000), "Failures in a row that take a copy out. Default 5.");

    public static readonly Field<TimeSpan> OutFor = new(
        "for", Types.PositiveDuration, "How long it stays out. Default 30s.");

    public static readonly Field<double> MostShare = new(
        "mostShare", Types.Number(NumberRange.PositiveShare), "Share of the copies that may be out. Default 0.1.");

    public static readonly RecordType<EjectionModel> EjectionType = new(
        new FieldTable("ejection", "Copies that fail in a row are taken out.", Failures, OutFor, MostShare),
        fields => new EjectionModel(
            fields.Get(Failures, 5), fields.Get(OutFor, TimeSpan.FromSeconds(30)), fields.Get(MostShare, 0.1)));

    public static readonly Field<EjectionModel> Ejection = new(
        "ejection", EjectionType, "Which copies callers take out for failing. Default none.");

    public static readonly Field<int> Partitions = new(
        "partitions", Types.Integer(1, 100_000), "Parts of a queue consumed side by side. Default 1.");

    public static readonly Field<double> WriteRatio = new(
        "writeRatio", Types.Number(NumberRange.Share),
        "Share of the requests that write to disk. Default 0.3 for a datastore, 1 for a queue, 0 otherwise.");

    public static readonly RecordType<ProcessModel> Process = new(
        new FieldTable(
            "process", "How an entity that does work behaves. The twin is not told.",
            Replicas, Slots, ServiceTime, Variability, ErrorRatio, CpuPerRequest, QueueLimit, CacheHitRatio,
            ArrivalVariability, Balance, Contention, StartUp, Autoscaler, CacheEntries, HoldsSlots, Ejection,
            Partitions, WriteRatio),
        fields => new ProcessModel(
            default,
            fields.Get(Replicas, 1),
            fields.Get(Slots, 8),
            fields.Get(ServiceTime),
            fields.Get(Variability, 1.0),
            fields.Get(ErrorRatio, 0.0),
            fields.Get(CpuPerRequest).TotalSeconds,
            fields.Get(QueueLimit, 1000.0),
            fields.Get(CacheHitRatio, 0.0))
        {
            ArrivalVariability = fields.Get(ArrivalVariability, 1.0),
            Balancing = fields.Get(Balance, Balancing.LeastLoaded),
            Contention = fields.Get(Contention),
            StartUp = fields.Get(StartUp, TimeSpan.FromSeconds(30)),
            Autoscaler = fields.Get(Autoscaler),
            CacheEntries = fields.Get(CacheEntries, 0.0),
            HoldsSlots = fields.Get(HoldsSlots, false),
            Ejection = fields.Get(Ejection),
            Partitions = fields.Get(Partitions, 1),
            WriteRatio = fields.Maybe(WriteRatio),
        });
}

using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>The fields of a source of load: the same in an estate and in a scenario.</summary>
internal static class LoadFields
{
    public static readonly Field<double> JitterRate = new(
        "rate", Types.Number(NumberRange.ProperShare), "Largest relative difference of the rate from seed to seed.");

    public static readonly Field<double> JitterPeakHour = new(
        "peakHour", Types.Number(new NumberRange(0, false, 12, false)), "Largest shift of the peak, in hours.");

    public static readonly RecordType<JitterDraft> Jitter = new(
        new FieldTable("jitter", "How far drawn load may differ from what is written.", JitterRate, JitterPeakHour),
        fields => new JitterDraft(fields.Get(JitterRate), fields.Get(JitterPeakHour)));

    public static readonly Field<string> Entry = new(
        "entry", Types.Line, "The entity at which work arrives; with '*', a source of its own at every match.",
        isRequired: true);

    public static readonly Field<string> Name = new(
        "name", Types.Line, "What the work is, for example a customer region.", isRequired: true);

    public static readonly Field<double> Rate = new(
        "rate", Types.Number(NumberRange.Positive), "Mean requests per second at the daily mean.", isRequired: true);

    public static readonly Field<double> DailyAmplitude = new(
        "dailyAmplitude", Types.Number(NumberRange.ProperShare),
        "Depth of the daily wave, share of the mean. Default 0.");

    public static readonly Field<double> PeakHour = new(
        "peakHour", Types.Number(new NumberRange(0, false, 24, true)), "UTC hour of the daily peak. Default 14.");

    public static readonly Field<double> Noise = new(
        "noise", Types.Number(NumberRange.ProperShare),
        "Relative deviation of the slow walk of the load. Default 0.02.");

    public static readonly Field<JitterDraft> JitterPart = new(
        "jitter", Jitter, "Drawn differences from seed to seed.");

    public static readonly Field<int> Customers = new(
        "customers", Types.Integer(1, 1000), "Splits the source into so many customers with drawn names and shares.");

    public static readonly RecordType<LoadDraft> Source = new(
        new FieldTable(
            "loadSource", "Work that arrives from outside.",
            Entry, Name, Rate, DailyAmplitude, PeakHour, Noise, JitterPart, Customers),
        fields => new LoadDraft(
            fields.Place,
            fields.Get(Entry) ?? "",
            fields.Get(Name) ?? "",
            fields.Get(Rate),
            fields.Get(DailyAmplitude),
            fields.Get(PeakHour, 14.0),
            fields.Get(Noise, 0.02))
        { Jitter = fields.Get(JitterPart) ?? new JitterDraft(0, 0), Customers = fields.Get(Customers) });
}

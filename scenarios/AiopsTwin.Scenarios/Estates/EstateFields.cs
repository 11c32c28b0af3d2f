using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// The fields of an estate file. This table is the format: the reader and the JSON schema both follow it.
/// </summary>
internal static class EstateFields
{
    /// <summary>In a group, <c>any-of</c> means that one healthy member is enough.</summary>
    public const string AnyOf = "any-of";

    public static readonly Field<EntityId> On = new("to", Types.Entity, "The entity relied upon.", isRequired: true);

    public static readonly Field<DependencyKind> LinkKind = new(
        "kind", Types.Choice<DependencyKind>(), "How it is relied upon. Default calls-sync.");

    public static readonly Field<double> Coupling = new(
        "coupling", Types.Number(NumberRange.PositiveShare), "Share of the work that needs the dependency. Default 1.");

    public static readonly Field<Criticality> LinkCriticality = new(
        "criticality", Types.Choice<Criticality>(), "Whether the dependent can do without. Default required.");

    public static readonly Field<string> Group = new(
        "group", Types.Label, "Redundancy group of the dependent that the link belongs to.");

    public static readonly Field<CallModel> CallPart = new(
        "call", CallFields.Call, "How the calls travel; {} takes the defaults.");

    public static readonly RecordType<LinkDraft> Link = new(
        new FieldTable(
            "link", "One link from this entity to what it relies upon.",
            On, LinkKind, Coupling, LinkCriticality, Group, CallPart),
        fields => new LinkDraft(
            fields.Place,
            fields.Get(On),
            fields.Get(LinkKind, DependencyKind.CallsSync),
            fields.Get(Coupling, 1.0),
            fields.Get(LinkCriticality, Criticality.Required),
            fields.Get(Group),
            fields.Get(CallPart))
        { IsSound = fields.IsSound });

    public static readonly Field<EntityId> Id = new(
        "id", Types.Entity, "Key of the entity, kind:name.", isRequired: true);

    public static readonly Field<ImmutableSortedDictionary<string, string>> Labels = new(
        "labels", new LabelsType(),
        "Facts used to resolve telemetry and to group; slo.availability and slo.latency state objectives.");

    public static readonly Field<ProcessModel> ProcessPart = new(
        "process", ProcessFields.Process, "How it behaves: services, datastores, queues and externals only.");

    public static readonly Field<double> Cores = new(
        "cores", Types.Number(NumberRange.Positive), "Processor cores: hosts only.");

    public static readonly Field<ImmutableArray<LinkDraft>> DependsOn = new(
        "dependsOn", new ListType<LinkDraft>(Link), "What it relies upon.");

    public static readonly Field<ImmutableSortedDictionary<string, int>> Groups = new(
        "groups", new MapType<int>(new TextType<int>(ReadGroup, GroupSchema())),
        "Redundancy groups by name: any-of, or how many members must be healthy.");

    public static readonly RecordType<EntityDraft> Entity = new(
        new FieldTable("entity", "An entity of the estate.", Id, Labels, Cores, ProcessPart, DependsOn, Groups),
        fields => new EntityDraft(
            fields.Place,
            fields.Get(Id),
            fields.Get(Labels, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)),
            fields.Get(ProcessPart),
            fields.Maybe(Cores),
            fields.Get(DependsOn, []),
            fields.Get(Groups, ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal)))
        { IsSound = fields.IsSound });

    public static readonly Field<int> Count = new(
        "count", Types.Integer(1, 100_000), "How many copies.", isRequired: true);

    public static readonly Field<ImmutableArray<string>> Over = new(
        "over", new ListType<string>(Types.Line, least: 1),
        "Entities already defined, by id or with '*'; copies are dealt to them in turn, in order of id.");

    public static readonly Field<SourceNode> Template = new(
        "entity", new NodeType(Entity),
        "The entity with placeholders: {n}, {over}, {over.name}, {over.<label>}, {company}, {slug}, {city}.",
        isRequired: true);

    public static readonly RecordType<GenerateDraft> GenerateItem = new(
        new FieldTable("generate", "A repeated entity.", Count, Over, Template),
        fields => new GenerateDraft(
            fields.Place, fields.Get(Count), fields.Get(Over, []), fields.Get(Template, new SourceMap(0, 0, []))));

    public static readonly Field<int> Format = new(
        "format", Types.Format, "Version of the file format: 1.", isRequired: true);

    public static readonly Field<string> Name = new("name", Types.Name, "Name of the estate.", isRequired: true);

    public static readonly Field<string> Description = new(
        "description", Types.Text, "What the estate is, for people.");

    public static readonly Field<int> Version = new(
        "version", Types.Integer(0, int.MaxValue), "Version of the topology. Default 1.");

    public static readonly Field<ImmutableArray<EntityDraft>> Entities = new(
        "entities", new ListType<EntityDraft>(Entity), "The entities, in any order.");

    public static readonly Field<ImmutableArray<GenerateDraft>> Generate = new(
        "generate", new ListType<GenerateDraft>(GenerateItem), "Repeated entities, in order.");

    public static readonly Field<ImmutableArray<LoadDraft>> Load = new(
        "load", new ListType<LoadDraft>(LoadFields.Source, least: 1),
        "Usual work from outside: what a scenario without a load of its own takes, and what a command runs.");

    public static readonly Field<ImmutableArray<AlertRuleDraft>> AlertRules = new(
        "alertRules", new ListType<AlertRuleDraft>(AlertRuleFields.Rule),
        "Rules by which the estate's own monitoring raises alerts, on the telemetry that arrives.");

    public static readonly Field<ImmutableArray<MonitorDraft>> Monitors = new(
        "monitoring", new ListType<MonitorDraft>(MonitorFields.Monitor),
        "Collectors that telemetry passes on its way; who has none is heard directly.");

    public static readonly Field<ImmutableArray<ZoneLinkDraft>> ZoneLinks = new(
        "zoneLinks", new ListType<ZoneLinkDraft>(ZoneLinkFields.Link),
        "The network between zones and within them; ways that are not named cost nothing of their own.");

    /// <summary>An estate in a file of its own.</summary>
    public static readonly RecordType<EstateDraft> File = new(
        new FieldTable(
            "estate", "An estate: its graph and, where it is to be simulated, how its entities behave.",
            Format, Name, Description, Version, Entities, Generate, ZoneLinks,
            Monitors, AlertRules, Load),
        fields => Make(fields, fields.Get(Name) ?? "") with { Load = fields.Get(Load, []) });

    /// <summary>An estate inside a scenario: the same without format and with an optional name.</summary>
    public static readonly RecordType<EstateDraft> Inline = new(
        new FieldTable("inlineEstate", "An estate written inside a scenario.", Description, Version, Entities,
        Generate, ZoneLinks, Monitors, AlertRules),
        fields => Make(fields, ""));

    private static EstateDraft Make(RecordReader fields, string name)
    {
        if (fields.Has(Description))
        {
            // Read for its checks; the description is for people and is not kept.
            _ = fields.Get(Description);
        }

        return new EstateDraft(
            fields.Place, name, fields.Get(Version, 1), fields.Get(Entities, []), fields.Get(Generate, []))
        {
            AlertRules = fields.Get(AlertRules, []),
            Monitors = fields.Get(Monitors, []),
            ZoneLinks = fields.Get(ZoneLinks, []),
        };
    }

    private static string? ReadGroup(string text, out int value)
    {
        value = 1;
        return text == AnyOf || (int.TryParse(text, out value) && value >= 1)
            ? null
            : $"'{Types.Short(text)}' is neither any-of nor a number of healthy members";
    }

    private static JsonObject GroupSchema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["const"] = AnyOf },
            new JsonObject { ["type"] = "integer", ["minimum"] = 1 }),
    };
}

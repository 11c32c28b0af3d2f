using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model.Diagram;

namespace AiopsTwin.TwinUi.Model;

/// <summary>A row of the table that says the same as the map.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Health">Its health.</param>
/// <param name="Vitals">Its numbers; null when it never reported.</param>
/// <param name="Mark">What the overlay says of it.</param>
public sealed record MapRow(EntityId Entity, EntityHealth Health, EntityVitals? Vitals, OverlayMark Mark);

/// <summary>What the map shows for a picture and an address.</summary>
/// <param name="shelf">Where layouts are kept.</param>
public sealed class MapModel(LayoutShelf shelf)
{
    /// <summary>Matches offered by the search.</summary>
    public const int MatchesShown = 12;

    private (string Name, NodePlaces? Places) _places;
    private (DiagramLayout? From, NodePlaces? By, DiagramLayout? To) _arranged;
    private TopologySnapshot? _cutOf;
    private (string Scope, DiagramMode Mode) _cutFor;
    private ViewPicture _picture = ViewPicture.Loading(ViewKey.Default);

    /// <summary>What the address says.</summary>
    public MapAddress Address { get; private set; } = new(ViewKey.Default);

    /// <summary>The drawing.</summary>
    public TopologyScene Scene { get; private set; } = new(DiagramLayout.Empty(DiagramMode.Calls), [], null);

    /// <summary>The part of the estate that is drawn.</summary>
    public ScopeCut Cut { get; private set; } = ScopeCut.Of(
        TopologySnapshot.Empty, MapScope.Whole, DiagramMode.Calls);

    /// <summary>The comparison laid over the map; null when nothing is selected.</summary>
    public MapOverlay? Overlay { get; private set; }

    /// <summary>The tile selected; null when none is.</summary>
    public DiagramNode? Tile { get; private set; }

    /// <summary>The entity selected, when the topology has it.</summary>
    public Entity? Selected { get; private set; }

    /// <summary>True when the graph has nothing to draw.</summary>
    public bool IsEmpty => _picture.Topology.Entities.IsEmpty;

    /// <summary>Name of the drawing shown, under which a browser keeps where its reader put nodes.</summary>
    public string PlacesName => $"{Address.View}|{Address.Mode}|{Address.Scope.Text}";

    /// <summary>Kinds that the estate has.</summary>
    public ImmutableArray<EntityKind> Kinds { get; private set; } = [];

    /// <summary>How many entities are in which state.</summary>
    public IReadOnlyDictionary<EntityHealth, int> Counts => _picture.Topology.Entities
        .CountBy(entity => _picture.HealthOf(entity.Id))
        .ToDictionary();

    /// <summary>Takes the newest of everything.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="address">What the address says.</param>
    /// <param name="blast">The blast radius of the entity selected; null while unknown.</param>
    /// <param name="incident">The incident named in the address; null while unknown.</param>
    /// <param name="chosen">The overlay that the reader chose instead of a blast radius; null for none.</param>
    public void Update(
        ViewPicture picture, MapAddress address, FloodAnswer? blast, Incident? incident, MapOverlay? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(address);
        if (!ReferenceEquals(picture.Topology, _picture.Topology))
        {
            Kinds = [.. picture.Topology.Entities.Select(entity => entity.Id.Kind).Distinct().Order()];
        }

        _picture = picture;
        Address = address;
        Cut = CutOf(picture.Topology, address);
        var layout = shelf.Get(picture.View, address.Mode, Cut.Topology, address.Scope.Text);
        Selected = address.Selected is { } id
            ? picture.Topology.Entities.FirstOrDefault(entity => entity.Id == id)
            : null;
        Tile = address.Tile is { } key ? layout.Nodes.FirstOrDefault(node => node.IsTile && node.Key == key) : null;
        Overlay = Newest(chosen ?? OverlayOf(picture, blast, incident));
        var scene = TopologyScene.Of(
            Placed(layout), picture, new SceneLook(address.Selected, Overlay, address.Filter), Scene);
        Scene = Tile is null ? scene : scene with { SelectedKey = Tile.Key };
    }

    /// <summary>Takes over where the reader put nodes of the drawing shown.</summary>
    public void Place(NodePlaces places) => _places = (PlacesName, places);

    /// <summary>Forgets the places of nodes and arranges them anew.</summary>
    public void Rearrange()
    {
        _places = default;
        shelf.Rearrange(_picture.View, Address.Mode, Cut.Topology, Address.Scope.Text);
    }

    /// <summary>True when an incident's cause is a machine or a place: the graph of calls would show none of
    /// it.</summary>
    public static bool NeedsPlaces(Incident? incident) =>
        incident?.Diagnosis is { Suspects: [var first, ..] } && first.Entity.Kind is EntityKind.Host
            or EntityKind.Instance or EntityKind.Rack or EntityKind.Switch or EntityKind.Zone;

    /// <summary>Every entity that the filter lets pass, worst first, then by id.</summary>
    public ImmutableArray<MapRow> Rows() =>
    [
        .. Cut.Topology.Entities
            .Where(entity => Address.Filter.Passes(entity.Id.Kind, _picture.HealthOf(entity.Id)))
            .Select(entity => new MapRow(
                entity.Id,
                _picture.HealthOf(entity.Id),
                _picture.Vitals.GetValueOrDefault(entity.Id),
                Overlay?.MarkOf(entity.Id) ?? OverlayMark.None))
            .OrderByDescending(row => _picture.ConcernOf(row.Entity))
            .ThenBy(row => row.Entity),
    ];

    /// <summary>Entities whose id contains the text, those whose name begins with it first.</summary>
    public ImmutableArray<EntityId> Search(string? text)
    {
        var wanted = text?.Trim() ?? "";
        return wanted.Length == 0
            ? []
            : [.. _picture.Topology.Entities
                .Select(entity => entity.Id)
                .Where(id => id.Text.Contains(wanted, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(id => id.Name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
                .ThenBy(id => id)
                .Take(MatchesShown)];
    }

    /// <summary>The address after a node or place was chosen; choosing the selected one again lets go of it.</summary>
    /// <param name="key">Its key in the drawing.</param>
    public MapAddress Choose(string key)
    {
        var isSame = key == Scene.SelectedKey || key == Address.Selected?.Text;
        var isTile = Scene.Layout.Nodes.Any(node => node.IsTile && node.Key == key);
        var isEntity = !isTile & EntityId.TryParse(key, out var entity, out _);
        if (isEntity && Address.Scope.IsAwaitingEnd && entity != Address.Scope.From)
        {
            return Address.Showing(Address.Scope with { To = entity }) with { Selected = null };
        }

        return Address with
        {
            Selected = isEntity && !isSame ? entity : null,
            Tile = isTile && !isSame ? key : null,
        };
    }

    /// <summary>The address after what surrounds a node was asked for; of a place, what stands in it.</summary>
    /// <param name="key">Its key in the drawing.</param>
    public MapAddress Focus(string key) =>
        Scene.Layout.Boxes.Any(box => box.Key == key) ? Address.Showing(MapScope.In(key))
        : EntityId.TryParse(key, out var entity, out _)
            ? Address.Showing(MapScope.Around(entity)) with { Selected = entity }
            : Choose(key);

    // Cutting walks every link: once for each graph and scope is enough.
    private ScopeCut CutOf(TopologySnapshot topology, MapAddress address)
    {
        var key = (address.Scope.Text, address.Mode);
        if (!ReferenceEquals(topology, _cutOf) || key != _cutFor)
        {
            (_cutOf, _cutFor) = (topology, key);
            return ScopeCut.Of(topology, address.Scope, address.Mode);
        }

        return Cut;
    }

    // The same object as long as nothing moved: a renderer then draws nothing anew.
    private DiagramLayout Placed(DiagramLayout layout)
    {
        if (_places.Places is not { } places || _places.Name != PlacesName)
        {
            return layout;
        }

        if (!ReferenceEquals(layout, _arranged.From) || !ReferenceEquals(places, _arranged.By))
        {
            _arranged = (layout, places, places.Apply(layout));
        }

        return _arranged.To!;
    }

    // The same said again is the same object: then nothing is painted anew.
    private MapOverlay? Newest(MapOverlay? overlay) => overlay switch
    {
        BlastOverlay blast when blast.SaysTheSameAs(Overlay as BlastOverlay) => Overlay,
        ChangeOverlay changes when changes.SaysTheSameAs(Overlay as ChangeOverlay) => Overlay,
        _ => overlay,
    };

    private static BlastOverlay? OverlayOf(ViewPicture picture, FloodAnswer? blast, Incident? incident)
    {
        if (incident is not null)
        {
            return BlastOverlay.Of(
                incident.Diagnosis?.Suspects is [var first, ..] ? first.Entity : null,
                incident.BlastRadius,
                incident.Impact,
                $"{incident.Id}: predicted from its best suspect, and observed");
        }

        return blast is null
            ? null
            : BlastOverlay.Of(
                blast.Source.Origin,
                blast.Reached.Where(reach => reach.Hops > 0),
                picture.Vitals.Values
                    .Where(vitals => vitals.Health is EntityHealth.Degraded or EntityHealth.Critical)
                    .Select(vitals => vitals.Entity),
                $"If {KindWords.Word(blast.Source.Origin.Kind)} {blast.Source.Origin.Name} failed, "
                    + "and what is unhealthy now");
    }
}

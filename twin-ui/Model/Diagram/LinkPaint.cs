using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// How a link looks at the moment. Telemetry counts requests at entities and not on links: what flows along a call is
/// told as the dependent's rate times the share of its work that needs the dependency, and errors as those of the
/// dependency.
/// </summary>
/// <param name="Traffic">0 where nothing is known or nothing flows; else 1 below 1 request/s, 2 below 10, 3 below 100,
/// 4 from 100 on.</param>
/// <param name="HasErrors">True when at least one in twenty of what the dependency answers is an error.</param>
public readonly record struct LinkPaint(int Traffic, bool HasErrors)
{
    /// <summary>Share of errors from which a link is drawn as failing.</summary>
    public const double ManyErrors = 0.05;

    /// <summary>Paints a link.</summary>
    public static LinkPaint Of(DiagramLink link, ViewPicture picture)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(picture);
        if (link.Kind is not (DependencyKind.CallsSync or DependencyKind.CallsAsync)
            || !EntityId.TryParse(link.From, out var dependent, out _)
            || !EntityId.TryParse(link.To, out var dependency, out _))
        {
            return default;
        }

        var rate = (picture.Vitals.GetValueOrDefault(dependent)?.RequestRate ?? 0) * link.Coupling;
        var errors = picture.Vitals.GetValueOrDefault(dependency)?.ErrorRatio ?? 0;
        return new LinkPaint(
            rate switch { <= 0 => 0, < 1 => 1, < 10 => 2, < 100 => 3, _ => 4 }, errors >= ManyErrors);
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace AiopsTwin.Engine.Diagnosis.Trial;

/// <summary>
/// Which change is responsible for a failure, or none (diagnosis reference 4.6). A change is accused when it went live
/// before the onset: by itself, or carried by a later rollout of the failing entity. Its log-odds are those of the lag
/// (log-normal with its mode at three minutes and a long tail; never the latest), of its reach, of what its text may
/// do, and of how much it speaks the words of the trouble. Operational causes compete as equals and win by a nat;
/// without a change that clears the bar, none is named. O(changes x rollouts + words).
/// </summary>
public static class ChangeTrial
{
    // The lag speaks softly: pools and leaks show late, and what was deployed last is seldom guilty.
    private const double LagWeight = 0.5;
    private const double WordsWeight = 2.5;
    private const double ModeMinutes = 3;
    private const double LagSpread = 1.6;
    private const double ElsewhereReach = 0.25;
    private const double CarriedReach = 0.6;
    private const double SharedReach = 0.15;
    private const double Lead = 1;
    private const double Bar = -2.2;

    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestLag = TimeSpan.FromSeconds(20);

    private static readonly ImmutableArray<string> SharedFolders = ["pkg/", "lib", "internal/", "shared", "common"];
    private static readonly ImmutableArray<string> NameEndings = ["-service", "-svc", "service", "svc"];

    /// <summary>The verdict. The same case gives the same verdict, whatever the order of its parts.</summary>
    public static TrialVerdict Of(TrialCase source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var words = new LexicalMatch(source);
        ImmutableArray<AccusedChange> accused =
        [
            .. source.Changes.DistinctBy(change => change.Id)
                .Select(change => Accuse(source, change, words.Of(change))).OfType<AccusedChange>()
                .OrderByDescending(one => one.Score).ThenByDescending(one => one.Change.At)
                .ThenBy(one => one.Change.Id, StringComparer.Ordinal),
        ];
        var best = accused.FirstOrDefault();
        var operational = OperationalCause.Of(source);
        if (operational is not null && operational.Score >= (best?.Score ?? double.NegativeInfinity) + Lead)
        {
            return new TrialVerdict(null, accused, operational.Reason);
        }

        return best is null || best.Score < Bar
            ? new TrialVerdict(null, accused, "no change that went live before the onset fits")
            : new TrialVerdict(best.Change, accused, best.Reason);
    }

    private static AccusedChange? Accuse(TrialCase source, CodeChange change, double words)
    {
        var risk = DiffRisk.Of(change);
        AccusedChange? worst = null;
        foreach (var rollout in source.Rollouts.OrderBy(one => one.At).ThenBy(one => one.Entity))
        {
            var (lag, reach) = (source.Onset - rollout.At, Reach(source, change, rollout));
            if (reach <= 0 || lag < -Slack)
            {
                continue;
            }

            var score = (LagWeight * LogDensity(lag)) + Math.Log(reach * risk) + (WordsWeight * words);
            if (worst is null || score > worst.Score)
            {
                worst = new AccusedChange(change, score, string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{change.Title}' went live at {rollout.Entity} {lag.TotalMinutes:0} min before the onset; risk "
                        + $"{risk:0.00}, words {words:0.00}"));
            }
        }

        return worst;
    }

    /// <summary>How much of a rollout a change is: its own; one of the failing entity's, written before it; one of what
    /// entities share.</summary>
    private static double Reach(TrialCase source, CodeChange change, Rollout rollout)
    {
        var isHere = rollout.Entity == source.Failing;
        if (rollout.ChangeId == change.Id)
        {
            return isHere ? 1 : ElsewhereReach;
        }

        if (!isHere || change.At > rollout.At)
        {
            return 0;
        }

        var name = ShortName(rollout.Entity.Name);
        return change.Files.Any(file => file.Contains(name, StringComparison.OrdinalIgnoreCase)) ? CarriedReach
            : change.Files.Any(IsShared) ? SharedReach
            : 0;
    }

    private static bool IsShared(string file) => !file.Contains('/', StringComparison.Ordinal)
        || SharedFolders.Any(folder => file.StartsWith(folder, StringComparison.OrdinalIgnoreCase));

    private static string ShortName(string name)
    {
        var ending = NameEndings.FirstOrDefault(end =>
            name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        return ending is null ? name : name[..^ending.Length];
    }

    /// <summary>Logarithm of the density of a lag over that of the likeliest.</summary>
    private static double LogDensity(TimeSpan lag)
    {
        var minutes = (lag > ShortestLag ? lag : ShortestLag).TotalMinutes;
        return LogNormal(minutes) - LogNormal(ModeMinutes);
    }

    private static double LogNormal(double minutes)
    {
        var centre = Math.Log(ModeMinutes) + (LagSpread * LagSpread);
        var off = Math.Log(minutes) - centre;
        return (-off * off / (2 * LagSpread * LagSpread)) - Math.Log(minutes);
    }
}

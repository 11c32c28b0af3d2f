using System.Globalization;

namespace AiopsTwin.Engine.Diagnosis.Trial;

/// <summary>A cause that is no change of ours.</summary>
/// <param name="Score">Log-odds, comparable with those of changes.</param>
/// <param name="Reason">What it is, in words with its numbers.</param>
internal sealed record OperationalCause(double Score, string Reason)
{
    private const double LeastSurge = 1.5;
    private const double SurgeOffset = 1.5;
    private const double NoticeInTime = 2;
    private const double NoticeWords = 3;

    private static readonly TimeSpan LongestNotice = TimeSpan.FromHours(2);
    private static readonly TimeSpan NoticeSlack = TimeSpan.FromMinutes(5);

    /// <summary>The strongest one; null when there is none.</summary>
    public static OperationalCause? Of(TrialCase source) => Surge(source).Concat(Providers(source))
        .OrderByDescending(cause => cause.Score).ThenBy(cause => cause.Reason, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>More is asked for than before: the more, the likelier.</summary>
    private static IEnumerable<OperationalCause> Surge(TrialCase source)
    {
        if (source.Demand is >= LeastSurge and var demand)
        {
            yield return new OperationalCause(
                Math.Log(demand) + SurgeOffset,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{demand:0.0} times the usual requests reach {source.Failing} since the onset"));
        }
    }

    /// <summary>A provider says that it is impaired since about the onset, in the words of our own failures.</summary>
    private static IEnumerable<OperationalCause> Providers(TrialCase source)
    {
        var own = WordStems.Of(string.Join(' ', source.OwnFailures));
        foreach (var notice in source.Notices)
        {
            var ahead = source.Onset - notice.StartedAt;
            var share = own.Count == 0 ? 0 : own.Count(WordStems.Of(notice.Text).Contains) / (double)own.Count;
            if (ahead >= -NoticeSlack && ahead <= LongestNotice && share > 0)
            {
                yield return new OperationalCause(
                    NoticeInTime + (NoticeWords * share),
                    $"a provider says it is impaired since {notice.StartedAt:HH:mm}, in words of our own failures");
            }
        }
    }
}

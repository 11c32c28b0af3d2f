using System.Globalization;
using System.Text.RegularExpressions;

namespace AiopsTwin.Engine.Diagnosis.Trial;

/// <summary>A cause that is no change of ours.</summary>
/// <param name="Score">Log-odds, comparable with those of changes.</param>
/// <param name="Reason">What it is, in words with its numbers.</param>
internal sealed partial record OperationalCause(double Score, string Reason)
{
    private const double LeastSurge = 1.5;
    private const double SurgeOffset = 1.5;
    private const double NoticeInTime = 2;
    private const double NoticeWords = 3;

    // Says by itself what is wrong, and that no code is; a change that speaks of it as clearly still wins.
    private const double Telltale = 3;

    private static readonly TimeSpan LongestNotice = TimeSpan.FromHours(2);
    private static readonly TimeSpan NoticeSlack = TimeSpan.FromMinutes(5);

    /// <summary>The strongest one; null when there is none.</summary>
    public static OperationalCause? Of(TrialCase source) => Surge(source)
        .Concat(Providers(source)).Concat(Telltales(source))
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

    /// <summary>Failures whose text names a cause outside of our code.</summary>
    private static IEnumerable<OperationalCause> Telltales(TrialCase source)
    {
        if (source.OwnFailures.Any(failure => Expired().IsMatch(failure)))
        {
            yield return new OperationalCause(Telltale, $"a certificate that {source.Failing} uses is out of date");
        }

        if (source.OwnFailures.Any(failure => Unresolved().IsMatch(failure)))
        {
            yield return new OperationalCause(Telltale, $"names that {source.Failing} looks up are not resolved");
        }
    }

    [GeneratedRegex(
        "certificate (has |is )?(expired|not yet valid)|expired certificate|cert(ificate)? expir",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Expired();

    [GeneratedRegex(
        "no such host|nxdomain|servfail|(failure in|failed) name resolution|name resolution fail|could not resolve",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Unresolved();
}

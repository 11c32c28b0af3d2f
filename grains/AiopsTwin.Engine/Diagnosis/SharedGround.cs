using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// How much of a case's trouble lies on each candidate: every symptom blames what it relies on, less with every link.
/// Only a few candidates can be asked for what they are expected to impair; where hundreds alert alike, those that many
/// symptoms share must be among them, although they say nothing themselves. O(symptoms * what lies beneath).
/// </summary>
internal static class SharedGround
{
    // As an expectation over a link from host to machine.
    private const double PerLink = 0.7;
    private const int MaxLinks = 4;

    /// <summary>Candidates below at least two symptoms, most blamed first.</summary>
    public static IEnumerable<int> MostBlamed(CaseView view)
    {
        var blame = new Dictionary<int, (double Sum, int Count)>();
        foreach (var symptom in view.Symptoms)
        {
            var seen = new HashSet<int> { symptom };
            var front = new List<int> { symptom };
            var share = 1.0;
            for (var link = 0; link < MaxLinks && front.Count > 0; link++)
            {
                share *= PerLink;
                front = [.. front.SelectMany(node => view.Graph.DependenciesOf(node)).Where(seen.Add)];
                foreach (var node in front)
                {
                    var (sum, count) = blame.GetValueOrDefault(node);
                    blame[node] = (sum + share, count + 1);
                }
            }
        }

        return blame.Where(pair => pair.Value.Count > 1 && view.At(pair.Key) is not null)
            .OrderByDescending(pair => Math.Round(pair.Value.Sum, 9)).ThenBy(pair => pair.Key)
            .Select(pair => pair.Key);
    }
}

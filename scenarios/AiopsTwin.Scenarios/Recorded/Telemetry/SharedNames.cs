namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>One string for each text that comes again and again, so that a million spans do not hold a million copies
/// of a few names. So many are kept; then it begins anew, because ids of requests are as many as there are
/// requests.</summary>
internal sealed class SharedNames
{
    private const int MostKept = 100_000;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public string Of(string name)
    {
        if (!_names.TryGetValue(name, out var kept))
        {
            if (_names.Count >= MostKept)
            {
                _names.Clear();
            }

            kept = name;
            _names[name] = name;
        }

        return kept;
    }
}

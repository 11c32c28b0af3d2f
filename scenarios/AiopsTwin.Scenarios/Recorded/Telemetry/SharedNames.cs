namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>One string for each text that comes again and again, so that a million spans do not hold a million copies
/// of a few names.</summary>
internal sealed class SharedNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public string Of(string name)
    {
        if (!_names.TryGetValue(name, out var kept))
        {
            kept = name;
            _names[name] = name;
        }

        return kept;
    }
}

namespace AiopsTwin.Engine.Faults;

/// <summary>
/// What is logged where faults let calls or requests fail: for each call and each process, the lines of the kinds that
/// strike it, with the share of the attempts that each of them spoils. Laid with the overlay.
/// </summary>
internal sealed class FaultWords
{
    private readonly Dictionary<int, List<(double Share, string Line)>> _calls = [];
    private readonly Dictionary<int, List<(double Share, string Line)>> _processes = [];

    /// <summary>Nothing is logged beyond the usual.</summary>
    public void Clear()
    {
        _calls.Clear();
        _processes.Clear();
    }

    /// <summary>Lays a fault, and takes note of whom it spoils how much.</summary>
    /// <param name="line">The line of its kind.</param>
    /// <param name="impairments">The overlay.</param>
    /// <param name="lay">Lays the fault over it.</param>
    public void Note(string line, Impairments impairments, Action lay)
    {
        var calls = impairments.Calls;
        double[] refused = [.. calls.Refused];
        double[] broken = [.. calls.ErrorAdd];
        double[] failing = [.. impairments.ErrorAdd];
        lay();
        for (var e = 0; e < refused.Length; e++)
        {
            Add(_calls, e, calls.Refused[e] - refused[e] + calls.ErrorAdd[e] - broken[e], line);
        }

        for (var p = 0; p < failing.Length; p++)
        {
            Add(_processes, p, impairments.ErrorAdd[p] - failing[p], line);
        }
    }

    /// <summary>Takes note of a share of a call's attempts that a limit spoils.</summary>
    public void NoteCall(int call, double share, string line) => Add(_calls, call, share, line);

    /// <summary>Takes note of a share of a process' requests that a limit spoils.</summary>
    public void NoteProcess(int process, double share, string line) => Add(_processes, process, share, line);

    /// <summary>The line of a failed call; null where nothing but the usual is logged.</summary>
    /// <param name="call">The call.</param>
    /// <param name="draw">A number in [0, 1) that picks among several.</param>
    public string? OfCall(int call, double draw) => Pick(_calls, call, draw);

    /// <summary>The line of a failed request; null where nothing but the usual is logged.</summary>
    /// <param name="process">The process.</param>
    /// <param name="draw">A number in [0, 1) that picks among several.</param>
    public string? OfProcess(int process, double draw) => Pick(_processes, process, draw);

    private static void Add(Dictionary<int, List<(double Share, string Line)>> lines, int at, double share, string line)
    {
        var known = lines.GetValueOrDefault(at)?.FindIndex(one => one.Line == line) ?? -1;
        if (known >= 0)
        {
            lines[at][known] = (Math.Max(0, share), line);
        }
        else if (share > 0)
        {
            lines.TryAdd(at, []);
            lines[at].Add((share, line));
        }
    }

    private static string? Pick(Dictionary<int, List<(double Share, string Line)>> lines, int at, double draw)
    {
        if (!lines.TryGetValue(at, out var list) || list.TrueForAll(one => one.Share == 0))
        {
            return null;
        }

        var rest = draw * list.Sum(one => one.Share);
        foreach (var (share, line) in list)
        {
            rest -= share;
            if (rest < 0)
            {
                return line;
            }
        }

        return list[^1].Line;
    }
}

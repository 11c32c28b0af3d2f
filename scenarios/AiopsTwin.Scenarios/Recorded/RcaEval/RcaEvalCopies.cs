using System.Security.Cryptography;

namespace AiopsTwin.Scenarios.Recorded.RcaEval;

/// <summary>Cases that are in a data set twice, and instants that are. Published archives hold both.</summary>
internal sealed class RcaEvalCopies
{
    private readonly Dictionary<string, string> _copyOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sameTime = new(StringComparer.Ordinal);

    private RcaEvalCopies()
    {
    }

    /// <summary>Looks for copies among cases of the same instant; of several the first one, by name, stays.</summary>
    public static RcaEvalCopies Of(IEnumerable<RcaEvalFault> faults)
    {
        var copies = new RcaEvalCopies();
        foreach (var same in faults.GroupBy(fault => (fault.Set, TimeText(fault))).Where(group =>
            group.Key.Item2.Length > 0 && group.Count() > 1))
        {
            var first = new Dictionary<string, RcaEvalFault>(StringComparer.Ordinal);
            foreach (var fault in same)
            {
                if (!first.TryAdd($"{fault.Root}\n{fault.Kind}\n{Print(fault)}", fault))
                {
                    var kept = first[$"{fault.Root}\n{fault.Kind}\n{Print(fault)}"];
                    copies._copyOf[fault.Name] = kept.Name;
                }
                else if (first.Count > 1)
                {
                    copies._sameTime[fault.Name] = first.Values.First().Name;
                }
            }
        }

        return copies;
    }

    /// <summary>True when a case is a copy of one that stays.</summary>
    public bool IsCopy(RcaEvalFault fault) => _copyOf.ContainsKey(fault.Name);

    /// <summary>What is odd about a case that stays.</summary>
    public IEnumerable<string> NotesOf(RcaEvalFault fault)
    {
        foreach (var copy in _copyOf.Where(pair => pair.Value == fault.Name).Select(pair => pair.Key)
            .Order(StringComparer.Ordinal))
        {
            yield return $"{copy} holds the same and is passed over";
        }

        if (_sameTime.TryGetValue(fault.Name, out var other))
        {
            yield return $"the instant is that of {other} too: one of them may be a copied label";
        }
    }

    private static string TimeText(RcaEvalFault fault)
    {
        using var reader = new StreamReader(Path.Combine(fault.Folder, RcaEvalFault.TimeFile));
        return reader.ReadLine()?.Trim() ?? "";
    }

    private static string Print(RcaEvalFault fault)
    {
        if (RcaEvalFiles.MetricsOf(fault.Folder) is not { } path)
        {
            return fault.Name;
        }

        using var file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}

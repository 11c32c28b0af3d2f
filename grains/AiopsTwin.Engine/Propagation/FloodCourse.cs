using System.Collections.Immutable;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// The coordinator's side of a flood: which partitions are due in the next round, with which inboxes, and when it is
/// over. It calls nobody; the driver calls the partitions named by <see cref="Due"/>, in any order or at once, and
/// hands all of their results to <see cref="Complete"/>. When <see cref="IsOver"/>, the driver collects from
/// <see cref="Touched"/>.
/// </summary>
public sealed class FloodCourse
{
    private readonly FloodRequest _request;
    private readonly SortedSet<int> _touched = [];
    private readonly SortedDictionary<int, ImmutableArray<FloodMessage>> _inboxes = [];
    private long _carried;

    /// <summary>Begins a course before round 0.</summary>
    /// <param name="request">The question.</param>
    /// <param name="partitions">Partitions that hold sources (naming others too costs a call each and changes nothing);
    /// none means that no source is in the graph, and the flood is over at once.</param>
    /// <exception cref="ArgumentException">The request is not valid.</exception>
    public FloodCourse(FloodRequest request, IEnumerable<int> partitions)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(partitions);
        request.Validate();
        _request = request;
        Due = [.. partitions.Distinct().Order()];
        _touched.UnionWith(Due);
    }

    /// <summary>The round that comes next, from 0; at the end, one more than the rounds run.</summary>
    public int Round { get; private set; }

    /// <summary>Partitions to call in that round, ascending; empty when the flood is over.</summary>
    public ImmutableArray<int> Due { get; private set; }

    /// <summary>Partitions called so far, ascending: the ones to collect from.</summary>
    public ImmutableArray<int> Touched => [.. _touched];

    /// <summary>True when nothing is left to carry or a limit was met.</summary>
    public bool IsOver => Due.IsEmpty;

    /// <summary>True when the flood was stopped by the hop limit or the limit of carries.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>The last round in which anything was reached or grew.</summary>
    public int Rounds { get; private set; }

    /// <summary>What a due partition is to be given; empty when others sent it nothing.</summary>
    public ImmutableArray<FloodMessage> InboxOf(int partition) => _inboxes.GetValueOrDefault(partition, []);

    /// <summary>Takes the results of the round and moves on to the next.</summary>
    /// <param name="results">One result for each due partition, in any order.</param>
    /// <exception cref="ArgumentException">A due partition is missing, or another one answered.</exception>
    public void Complete(IEnumerable<KeyValuePair<int, FloodRoundResult>> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var answered = new SortedDictionary<int, FloodRoundResult>();
        foreach (var (partition, result) in results)
        {
            answered.Add(partition, result);
        }

        if (!answered.Keys.SequenceEqual(Due))
        {
            throw new ArgumentException(
                $"Round {Round} is due in partitions {string.Join(", ", Due)}, but "
                + $"{string.Join(", ", answered.Keys)} answered.",
                nameof(results));
        }

        var carries = answered.Values.Sum(result => result.Carries);
        Rounds = answered.Values.Any(result => result.Improved > 0) ? Round : Rounds;
        IsTruncated = carries > 0 && (Round >= _request.MaxHops || _carried + carries > _request.MaxCarries);
        _carried += carries;
        Round++;
        Deliver(IsTruncated ? [] : answered);
    }

    private void Deliver(SortedDictionary<int, FloodRoundResult> answered)
    {
        var boxes = new SortedDictionary<int, List<ImmutableArray<FloodMessage>>>();
        var due = new SortedSet<int>();
        foreach (var (sender, result) in answered)
        {
            if (result.HasWork)
            {
                due.Add(sender);
            }

            foreach (var (receiver, messages) in result.Outboxes)
            {
                if (!boxes.TryGetValue(receiver, out var mail))
                {
                    boxes.Add(receiver, mail = []);
                }

                mail.Add(messages);
            }
        }

        _inboxes.Clear();
        foreach (var (receiver, mail) in boxes)
        {
            _inboxes.Add(receiver, mail.Count == 1 ? mail[0] : Joined(mail));
        }

        due.UnionWith(_inboxes.Keys);
        _touched.UnionWith(due);
        Due = [.. due];
    }

    private static ImmutableArray<FloodMessage> Joined(List<ImmutableArray<FloodMessage>> mail)
    {
        var all = ImmutableArray.CreateBuilder<FloodMessage>(mail.Sum(messages => messages.Length));
        foreach (var messages in mail)
        {
            all.AddRange(messages);
        }

        return all.MoveToImmutable();
    }
}

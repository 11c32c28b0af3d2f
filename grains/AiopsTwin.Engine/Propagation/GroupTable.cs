namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// What the members of redundancy groups have carried so far, for the (source, group) pairs touched. Only members that
/// carried something take room. A group is judged once a round, after all of the round's values are in, so that a group
/// of ten thousand members costs one sort a round and the order of arrival cannot matter.
/// </summary>
internal sealed class GroupTable(SliceGroups groups, SlicePlaces places)
{
    private readonly Dictionary<(int Label, int Group), int> _groupAt = [];
    private readonly Dictionary<(int Label, int Link), int> _memberAt = [];
    private readonly List<Member> _members = [];
    private readonly List<Touched> _touched = [];
    private readonly List<int> _dirty = [];
    private double[] _strengths = new double[16];
    private double[] _delays = new double[16];

    /// <summary>The group that a link of an entity belongs to, or -1.</summary>
    public int GroupOf(int place, int link)
    {
        var (from, to) = places.GroupsOf(place);
        for (var group = from; group < to; group++)
        {
            var members = groups.Members.AsSpan(groups.First[group], groups.First[group + 1] - groups.First[group]);
            if (members.BinarySearch(link) >= 0)
            {
                return group;
            }
        }

        return -1;
    }

    /// <summary>Notes what a member carried; a weaker value than it carried before changes nothing.</summary>
    public void Put(int label, int group, int link, double strength, double delaySeconds)
    {
        if (!_groupAt.TryGetValue((label, group), out var at))
        {
            at = _touched.Count;
            _groupAt.Add((label, group), at);
            _touched.Add(new Touched(label, group, Head: -1, Count: 0, IsDirty: false));
        }

        var touched = _touched[at];
        if (_memberAt.TryGetValue((label, link), out var member))
        {
            var held = _members[member];
            if (strength <= held.Strength)
            {
                return;
            }

            _members[member] = held with { Strength = strength };
        }
        else
        {
            _memberAt.Add((label, link), _members.Count);
            _members.Add(new Member(strength, delaySeconds, touched.Head));
            touched = touched with { Head = _members.Count - 1, Count = touched.Count + 1 };
        }

        if (!touched.IsDirty)
        {
            _dirty.Add(at);
        }

        _touched[at] = touched with { IsDirty = true };
    }

    /// <summary>
    /// Judges the groups touched since the last call. Only groups of which enough members carried something are given:
    /// the strength is the needed-th largest, the delay the needed-th smallest.
    /// </summary>
    public IEnumerable<(int Label, int Place, double Strength, double DelaySeconds)> Settle()
    {
        foreach (var at in _dirty)
        {
            var touched = _touched[at];
            _touched[at] = touched with { IsDirty = false };
            var needed = groups.Needed[touched.Group];
            if (touched.Count < needed)
            {
                continue;
            }

            Gather(touched);
            var strength = EdgeRule.LargestOf(_strengths.AsSpan(0, touched.Count), needed);
            var delays = _delays.AsSpan(0, touched.Count);
            delays.Sort();
            yield return (touched.Label, groups.Owner[touched.Group], strength, delays[needed - 1]);
        }

        _dirty.Clear();
    }

    private void Gather(Touched touched)
    {
        if (_strengths.Length < touched.Count)
        {
            Array.Resize(ref _strengths, touched.Count * 2);
            Array.Resize(ref _delays, touched.Count * 2);
        }

        var next = 0;
        for (var member = touched.Head; member >= 0; member = _members[member].Next)
        {
            _strengths[next] = _members[member].Strength;
            _delays[next++] = _members[member].DelaySeconds;
        }
    }

    private readonly record struct Member(double Strength, double DelaySeconds, int Next);

    private readonly record struct Touched(int Label, int Group, int Head, int Count, bool IsDirty);
}

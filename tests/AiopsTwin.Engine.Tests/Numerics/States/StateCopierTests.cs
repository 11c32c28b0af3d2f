using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.Tests.Numerics.States;

/// <summary><see cref="StateCopier"/> on objects of every shape a state is made of.</summary>
public sealed class StateCopierTests
{
    [Fact]
    public void Copy_ObjectsThatPointAtEachOther_ArePointedTheSameWay()
    {
        var first = new Node { Name = "first" };
        var second = new Node { Name = "second", Next = first };
        first.Next = second;

        var copy = new StateCopier().Copy(first);

        Assert.NotSame(first, copy);
        Assert.NotSame(second, copy.Next);
        Assert.Same(copy, copy.Next!.Next);
    }

    [Fact]
    public void Copy_Collections_ShareNoElementThatCanChange()
    {
        var original = new Shelf();
        original.ByName.Add("a", new Node { Name = "a" });
        original.Queue.Enqueue((new Node { Name = "q" }, 1), 2);
        original.Rows.Add(new Row(new Node { Name = "r" }, 3));
        original.Numbers[1] = 7;

        var copy = new StateCopier().Copy(original);
        original.ByName["a"].Name = "changed";
        original.Rows[0].Node.Name = "changed";
        original.Numbers[1] = 0;

        Assert.Equal("a", copy.ByName["a"].Name);
        Assert.Equal("r", copy.Rows[0].Node.Name);
        Assert.Equal(3, copy.Rows[0].Value);
        Assert.Equal("q", copy.Queue.Dequeue().Node.Name);
        Assert.Equal(7, copy.Numbers[1]);
    }

    [Fact]
    public void Copy_UnchangingParts_AreSharedAndTheMovingOneIsNot()
    {
        var original = new Map { Roads = [1, 2], Traffic = new Node() };

        var copy = new StateCopier().Copy(original);

        Assert.Same(original.Roads, copy.Roads);
        Assert.NotSame(original.Traffic, copy.Traffic);
    }

    [Fact]
    public void Copy_FunctionBoundToAnObject_IsRefused()
    {
        var node = new Node();
        var original = new Caller { Call = () => node.Name = "called" };

        Assert.Throws<NotSupportedException>(() => new StateCopier().Copy(original));
    }

    [Fact]
    public void Copy_FunctionBoundToNothing_IsShared()
    {
        var original = new Caller { Call = static () => { } };

        var copy = new StateCopier().Copy(original);

        Assert.Same(original.Call, copy.Call);
    }

    [Fact]
    public void Copy_KeysToldApartByIdentity_AreFoundInTheCopy()
    {
        var node = new Node { Name = "key" };
        var original = new Index { First = node };
        original.Members.Add(node);
        original.Numbers.Add(node, 3);

        var copy = new StateCopier().Copy(original);

        Assert.NotSame(node, copy.First);
        Assert.Contains(copy.First!, copy.Members);
        Assert.Equal(3, copy.Numbers[copy.First!]);
        Assert.DoesNotContain(node, copy.Members);
    }

    private sealed class Index
    {
        public Node? First { get; init; }

        public HashSet<Node> Members { get; } = [];

        public Dictionary<Node, int> Numbers { get; } = [];
    }

    private sealed class Node
    {
        public string Name { get; set; } = "";

        public Node? Next { get; set; }
    }

    private readonly record struct Row(Node Node, int Value);

    private sealed class Shelf
    {
        public Dictionary<string, Node> ByName { get; } = new(StringComparer.Ordinal);

        public PriorityQueue<(Node Node, int Value), int> Queue { get; } = new();

        public List<Row> Rows { get; } = [];

        public double[] Numbers { get; } = new double[3];
    }

    [UnchangingParts]
    private sealed class Map
    {
        public int[] Roads { get; init; } = [];

        [field: Moving]
        public Node Traffic { get; init; } = new();
    }

    private sealed class Caller
    {
        public Action Call { get; init; } = static () => { };
    }
}

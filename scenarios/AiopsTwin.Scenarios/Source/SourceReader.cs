using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AiopsTwin.Scenarios.Source;

/// <summary>
/// Reads YAML (or JSON, which is a part of it) into nodes that know their place. Works on the parser's events and never
/// deserialises into objects, so that limits hold before memory is spent. Tags, several documents in one file, maps as
/// keys and repeated keys are refused.
/// </summary>
internal sealed class SourceReader
{
    private readonly IParser _parser;
    private readonly ProblemList _problems;
    private readonly Dictionary<string, SourceNode> _anchors = new(StringComparer.Ordinal);
    private int _nodes;
    private int _aliases;

    private SourceReader(IParser parser, ProblemList problems)
    {
        _parser = parser;
        _problems = problems;
    }

    /// <summary>The root node, or null with the reason added to the problems.</summary>
    public static SourceNode? Read(string text, ProblemList problems) =>
        Read<SourceNode>(text, problems, reader => reader.ReadDocument());

    /// <summary>The roots of all documents of a file, or none with the reason added to the problems. The limits hold
    /// for the file, not for each document.</summary>
    public static ImmutableArray<SourceNode> ReadAll(string text, ProblemList problems) =>
        Read(text, problems, reader => reader.ReadDocuments()) is { } roots ? [.. roots] : [];

    private static T? Read<T>(string text, ProblemList problems, Func<SourceReader, T?> read)
        where T : class
    {
        if (text.Length > problems.Limits.MaxBytes)
        {
            problems.Add(new Place(1, 1, ""), $"the file is longer than {problems.Limits.MaxBytes} bytes");
            return null;
        }

        try
        {
            var reader = new SourceReader(new Parser(new StringReader(text)), problems);
            return read(reader);
        }
        catch (YamlException exception)
        {
            problems.Add(PlaceOf(exception.Start), "not readable as YAML: " + Sentence(exception.Message));
            return null;
        }
        catch (RefusedException refused)
        {
            problems.Add(PlaceOf(refused.Mark), refused.Message);
            return null;
        }
    }

    private SourceNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end))
        {
            throw new RefusedException(end.Start, "the file is empty");
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            throw new RefusedException(second.Start, "a file holds one document; a second one starts here");
        }

        return root;
    }

    private List<SourceNode> ReadDocuments()
    {
        var roots = new List<SourceNode>();
        _parser.Consume<StreamStart>();
        while (!_parser.Accept<StreamEnd>(out _))
        {
            _parser.Consume<DocumentStart>();
            _anchors.Clear();
            roots.Add(ReadNode(1));
            _parser.Consume<DocumentEnd>();
        }

        return roots;
    }

    private SourceNode ReadNode(int depth)
    {
        var next = _parser.Current ?? throw new UnexpectedEndException();
        if (next is AnchorAlias alias)
        {
            return ReadAlias(alias, depth);
        }

        var start = (NodeEvent)next;
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
        {
            throw new RefusedException(start.Start, $"tags such as '{start.Tag}' are not part of the format");
        }

        CheckDepth(depth, start.Start);
        Count(1, start.Start);
        SourceNode node = next switch
        {
            Scalar => ReadText(_parser.Consume<Scalar>()),
            SequenceStart => ReadList(depth),
            _ => ReadMap(depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            // Registered only when complete: a node can never contain itself.
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private SourceNode ReadAlias(AnchorAlias alias, int depth)
    {
        _parser.Consume<AnchorAlias>();
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw new RefusedException(alias.Start, $"'*{alias.Value}' refers to nothing above it");
        }

        if (++_aliases > _problems.Limits.MaxAliases)
        {
            throw new RefusedException(alias.Start, $"the file has more than {_problems.Limits.MaxAliases} aliases");
        }

        CheckDepth(depth + node.Height - 1, alias.Start);
        Count(node.Weight, alias.Start);
        return node;
    }

    private static SourceText ReadText(Scalar scalar) => new(
        LineOf(scalar.Start), ColumnOf(scalar.Start), scalar.Value, scalar.Style != ScalarStyle.Plain);

    private SourceList ReadList(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = ImmutableArray.CreateBuilder<SourceNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new SourceList(LineOf(start.Start), ColumnOf(start.Start), items.DrainToImmutable());
    }

    private SourceMap ReadMap(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<SourceEntry>();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var mark = _parser.Current?.Start ?? start.Start;
            if (ReadNode(depth + 1) is not SourceText key)
            {
                throw new RefusedException(mark, "a key is a single word, not a list or a map");
            }

            var value = ReadNode(depth + 1);
            if (keys.TryAdd(key.Text, key.Line))
            {
                entries.Add(new SourceEntry(key, value));
            }
            else
            {
                _problems.Add(
                    new Place(key.Line, key.Column, key.Text), $"already given on line {keys[key.Text]} of this map");
            }
        }

        return new SourceMap(LineOf(start.Start), ColumnOf(start.Start), entries.DrainToImmutable());
    }

    private void CheckDepth(int depth, Mark mark)
    {
        if (depth > _problems.Limits.MaxDepth)
        {
            throw new RefusedException(mark, $"nested deeper than {_problems.Limits.MaxDepth} levels");
        }
    }

    private void Count(int weight, Mark mark)
    {
        // Weights are bounded by the limit itself, so the sum cannot overflow.
        _nodes += weight;
        if (_nodes > _problems.Limits.MaxNodes)
        {
            throw new RefusedException(
                mark, $"the file has more than {_problems.Limits.MaxNodes} nodes, aliases written out");
        }
    }

    private static string Sentence(string message)
    {
        var line = message.Split('\n')[0].Trim();
        return line.Length == 0 ? "unknown syntax" : char.ToLowerInvariant(line[0]) + line[1..].TrimEnd('.');
    }

    private static Place PlaceOf(Mark mark) => new(LineOf(mark), ColumnOf(mark), "");

    private static int LineOf(Mark mark) => (int)Math.Max(1, mark.Line);

    private static int ColumnOf(Mark mark) => (int)Math.Max(1, mark.Column);

    private sealed class RefusedException(Mark mark, string message) : Exception(message)
    {
        public Mark Mark { get; } = mark;
    }

    private sealed class UnexpectedEndException() : YamlException("the file ends in the middle of a value");
}

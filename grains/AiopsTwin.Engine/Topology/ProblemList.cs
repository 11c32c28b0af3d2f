using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AiopsTwin.Engine.Topology;

/// <summary>Collects problems up to a limit and counts the rest, so that a hopeless import does not answer with a
/// book.</summary>
internal sealed class ProblemList(int limit)
{
    private readonly ImmutableArray<string>.Builder _listed = ImmutableArray.CreateBuilder<string>();
    private int _more;

    public void Add(string problem)
    {
        if (_listed.Count < limit)
        {
            _listed.Add(problem);
        }
        else
        {
            _more++;
        }
    }

    /// <summary>The text is put together only when something is wrong: checking a good graph allocates nothing for
    /// it.</summary>
    public void AddIf(
        bool isWrong, [InterpolatedStringHandlerArgument(nameof(isWrong))] ref ProblemText problem)
    {
        if (isWrong)
        {
            Add(problem.ToText());
        }
    }

    public ImmutableArray<string> ToImmutable() =>
        _more == 0 ? _listed.ToImmutable() : [.. _listed, $"and {_more} more problems"];
}

/// <summary>An interpolated text that is skipped unless its condition holds.</summary>
[InterpolatedStringHandler]
internal ref struct ProblemText
{
    private DefaultInterpolatedStringHandler _text;

    public ProblemText(int literalLength, int formattedCount, bool isWrong, out bool isWanted)
    {
        isWanted = isWrong;
        _text = isWrong
            ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture)
            : default;
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string ToText() => _text.ToStringAndClear();
}

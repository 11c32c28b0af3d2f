using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>
/// What a field may hold. One object both reads a node and writes its JSON schema, so the two cannot drift apart.
/// </summary>
internal abstract class FieldType
{
    /// <summary>
    /// The JSON schema (draft 2020-12) of this type; records are put into the definitions and referred to.
    /// </summary>
    public abstract JsonObject Schema(JsonObject definitions);
}

/// <summary>A type of field that yields values of <typeparamref name="T"/>.</summary>
internal abstract class FieldType<T> : FieldType
{
    /// <summary>
    /// True when a value that was refused is still good for further checks (a record whose other fields were readable),
    /// so that one bad field does not hide the problems behind it.
    /// </summary>
    public virtual bool KeepsPartial => false;

    /// <summary>Reads a node. On false every reason was added to the problems; the value is then for further checks
    /// only, and only where <see cref="KeepsPartial"/>.</summary>
    public abstract bool TryRead(SourceNode node, Place place, ProblemList problems, out T value);
}

using System.Globalization;

namespace AiopsTwin.Silo.Api;

/// <summary>Names a field of an item of a list. It is written only where something is wrong with the field: a storm has
/// a million fields, and nothing is wrong with them.</summary>
/// <param name="List">The list, for example <c>$.alerts</c>.</param>
/// <param name="Index">The place of the item.</param>
/// <param name="Name">The field.</param>
internal readonly record struct FieldPath(string List, int Index, string Name)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{List}[{Index}].{Name}");
}

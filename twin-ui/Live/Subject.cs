namespace AiopsTwin.TwinUi.Live;

/// <summary>One thing of one view that a page asks about.</summary>
/// <param name="View">The view.</param>
/// <param name="Id">The thing's id in it.</param>
public sealed record Subject(string View, string Id)
{
    /// <summary>Nothing when there is no id.</summary>
    public static Subject? Of(string view, string? id) => string.IsNullOrEmpty(id) ? null : new Subject(view, id);
}

namespace AiopsTwin.Engine.World;

/// <summary>A part of a step that visits processes one by one and touches, of the others, only those that call the
/// visited one or are called by it.</summary>
internal interface IVisitor
{
    /// <summary>Works one process out.</summary>
    /// <param name="p">The process.</param>
    /// <param name="seconds">Length of the step.</param>
    void Visit(int p, double seconds);
}

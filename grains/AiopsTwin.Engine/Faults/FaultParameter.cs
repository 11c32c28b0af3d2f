namespace AiopsTwin.Engine.Faults;

/// <summary>A magnitude that a kind of fault takes.</summary>
/// <param name="Name">Its name in a <c>FaultSpec</c>.</param>
/// <param name="Unit">UCUM unit.</param>
/// <param name="Minimum">Smallest accepted value.</param>
/// <param name="Maximum">Largest accepted value.</param>
/// <param name="Default">Value when the fault does not give one; null makes it a must.</param>
/// <param name="Meaning">What it means, for people.</param>
public sealed record FaultParameter(
    string Name,
    string Unit,
    double Minimum,
    double Maximum,
    double? Default,
    string Meaning);

namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>How one series was forecast by us and by the peers.</summary>
/// <param name="Name">The series.</param>
/// <param name="Smape">Our sMAPE.</param>
/// <param name="Mase">Our MASE.</param>
/// <param name="Covered">Steps that came within our 80 % interval.</param>
/// <param name="Steps">Steps forecast.</param>
/// <param name="Width">Mean width of our interval, in units of the MASE's scale.</param>
/// <param name="Peers">sMAPE and MASE of each of <see cref="Peers.SeriesPeers.Names"/>.</param>
public sealed record SeriesCase(
    string Name, double Smape, double Mase, int Covered, int Steps, double Width,
    IReadOnlyList<(double Smape, double Mase)> Peers);

using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Faults;

/// <summary>How far a fault has come when it is laid over the model.</summary>
/// <param name="Strength">How much of it is in force, in (0, 1].</param>
/// <param name="Seconds">Since it struck or, where it comes in pulses, since this pulse began.</param>
/// <param name="Random">A stream of the fault's own: of the seed of the world and the fault's id. Whoever draws forks
/// it by what is drawn, so that the same is drawn at every moment.</param>
internal readonly record struct FaultMoment(double Strength, double Seconds, SeededRandom Random);

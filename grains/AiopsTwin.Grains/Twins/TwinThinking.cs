using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Grains.Twins;

/// <summary>How the twins of a silo think, and whom they ask what would have been.</summary>
internal sealed record TwinThinking(TwinSettings Settings, ICounterfactualProver Prover);

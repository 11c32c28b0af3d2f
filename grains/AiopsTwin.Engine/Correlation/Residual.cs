namespace AiopsTwin.Engine.Correlation;

/// <summary>How well each symptom is explained by the causes chosen so far: at first each by a cause of its
/// own.</summary>
internal sealed class Residual
{
    private readonly double[] _nats;
    private readonly bool[] _isTimed;

    /// <summary>Nothing is chosen yet.</summary>
    /// <param name="symptoms">How many symptoms there are.</param>
    public Residual(int symptoms)
    {
        _nats = new double[symptoms];
        _isTimed = new bool[symptoms];
        Array.Fill(_nats, SymptomLikelihood.OwnCause);
    }

    /// <summary>Log-likelihood of a symptom under what is chosen.</summary>
    public double NatsOf(int symptom) => _nats[symptom];

    /// <summary>True when the time of a symptom is explained, too.</summary>
    public bool IsTimed(int symptom) => _isTimed[symptom];

    /// <summary>Notes that a cause was chosen; a better explanation stays.</summary>
    public void Explain(int symptom, double nats, bool isTimed)
    {
        if (nats > _nats[symptom])
        {
            (_nats[symptom], _isTimed[symptom]) = (nats, isTimed);
        }
    }
}
